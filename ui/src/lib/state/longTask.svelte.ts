// Owns one piece of work of the core that may take long: that it is under way, how far it is, and stopping it. What the work
// is about and what comes of it, whoever runs it knows.
import { call, Refused } from "../api/client";
import type { Task } from "../api/generated";
import { onProgress } from "../tauri/events";
import { reportError } from "./errors";

/** What takes less is done before anybody could read how far it is; in milliseconds. */
export const QUIET_MS = 500;

/** Work that was stopped has done nothing. */
export const STOPPED = Symbol("stopped");

/** Whether work was refused for having been stopped. */
export const isStopped = (reason: unknown): boolean =>
  reason instanceof Refused && reason.isAbout("cancelled");

export class LongTask {
  /** It is under way. */
  isRunning = $state(false);
  /** It has been under way for so long that it is to be seen. */
  isShown = $state(false);
  /** It was asked to stop and has not yet. */
  isStopping = $state(false);
  /** How far it is, from 0 to 1; null while that is not known. */
  share: number | null = $state(null);

  readonly #task: Task | null;

  /** `task` is what the core calls the work where it says how far it is. */
  constructor(task: Task | null = null) {
    this.#task = task;
  }

  /** Does the work; gives back `STOPPED` where it was stopped. What it is refused for otherwise is thrown. */
  async run<T>(work: () => Promise<T>): Promise<T | typeof STOPPED> {
    this.isRunning = true;
    this.isShown = this.isStopping = false;
    this.share = null;
    const timer = setTimeout(() => (this.isShown = true), QUIET_MS);
    const stopListening = this.#task === null ? null : onProgress((progress) => this.#hear(progress));
    try {
      return await work();
    } catch (reason) {
      if (isStopped(reason)) return STOPPED;
      throw reason;
    } finally {
      clearTimeout(timer);
      void stopListening?.then((stop) => stop());
      this.isRunning = this.isShown = this.isStopping = false;
    }
  }

  /** Asks the core to stop; whoever waits for the work hears whether it did. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.isStopping = true;
    await call("task_cancel", {}).catch(reportError);
  }

  #hear({ task, done, total }: { task: string; done: number; total: number }): void {
    if (task === this.#task && total > 0) this.share = Math.min(1, done / total);
  }
}
