// Owns the short messages at the edge of the window, and how long each stays.

/** One message. */
export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "success" | "error";
  /** What can be done about it, such as undoing. */
  action: { label: string; run: () => void } | null;
  /** The history entry that the action would undo; the message goes when another one is the newest. */
  entry: number | null;
  /** What it is about; a newer message about the same takes its place. By default its own text. */
  topic: string;
}

/** How long a message stays: long enough to read it and to reach its button, errors longer. */
const STAY_MS = { plain: 6000, success: 5000, error: 10000 } as const;
/** More would hide the page; the oldest goes first. */
const AT_MOST = 3;

class Toasts {
  list: readonly Toast[] = $state.raw([]);
  #nextId = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(
    text: string,
    { tone = "plain", action = null, entry = null, topic = text }: Partial<Omit<Toast, "id" | "text">> = {},
  ): void {
    for (const old of this.list) if (old.topic === topic) this.dismiss(old.id);
    const toast: Toast = { id: this.#nextId++, text, tone, action, entry, topic };
    for (const old of [...this.list, toast].slice(0, -AT_MOST)) this.dismiss(old.id);
    this.list = [...this.list, toast];
    this.release(toast);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Takes away the offers to undo what is no longer the newest entry of the history. */
  dismissOutdated(newest: number | null): void {
    for (const { id, entry } of this.list) if (entry !== null && entry !== newest) this.dismiss(id);
  }

  /** Keeps a message while the pointer or the focus is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets a message go after its time. */
  release({ id, tone }: Toast): void {
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), STAY_MS[tone]),
    );
  }
}

export const toasts = new Toasts();
