// Owns which of many places are left out of what is to be done to all of them. Who looks for the places says what they are.

/** Something that can be left out. */
export interface Place {
  readonly key: string;
}

export class LeftOut<Row extends Place> {
  /** All places; null until they were looked for. */
  rows: readonly Row[] | null = $state.raw(null);
  /** The keys of those that are left out. */
  left: ReadonlySet<string> = $state.raw(new Set());
  /** A text changed, and what was left out is forgotten. */
  isOutdated = $state(false);

  get chosen(): readonly Row[] {
    return (this.rows ?? []).filter(({ key }) => !this.left.has(key));
  }

  /** Chooses or leaves out a place. */
  toggle(key: string): void {
    const left = new Set(this.left);
    if (!left.delete(key)) left.add(key);
    this.left = left;
  }

  chooseAll(): void {
    this.left = new Set();
  }

  chooseNone(): void {
    this.left = new Set((this.rows ?? []).map(({ key }) => key));
  }
}
