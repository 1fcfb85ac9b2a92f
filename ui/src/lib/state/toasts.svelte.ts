// Owns the short messages at the edge of the window, and how long each stays.

/** One message. */
export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "success" | "error";
  /** What can be done about it, such as undoing. */
  action: { label: string; run: () => void } | null;
}

/** How long a message stays: long enough to read it and to reach its button, errors longer. */
const STAY_MS = { plain: 6000, success: 5000, error: 10000 } as const;
/** More would hide the page; the oldest goes first. */
const AT_MOST = 3;

class Toasts {
  list: readonly Toast[] = $state.raw([]);
  #nextId = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, { tone = "plain", action = null }: Partial<Pick<Toast, "tone" | "action">> = {}): void {
    // The same sentence twice says nothing new: the newer one takes the place of the older.
    for (const old of this.list) if (old.text === text) this.dismiss(old.id);
    const toast: Toast = { id: this.#nextId++, text, tone, action };
    for (const old of [...this.list, toast].slice(0, -AT_MOST)) this.dismiss(old.id);
    this.list = [...this.list, toast];
    this.release(toast);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
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
