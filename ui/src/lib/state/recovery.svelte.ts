// Owns what is known about a library that did not open, and the ways back to one that does. What the user is asked and
// shown is features/recovery's. With another library the page begins anew: nothing in it is about the new one.
import { callRecovery, Refused } from "../api/client";
import type {
  BackupCounts,
  Diagnosis,
  RecoveryComparison,
  RecoveryView,
  SalvageReport,
} from "../api/generated";
import type { Progress } from "../tauri/events";
import { libraryOpenAgain, libraryPick, libraryRecover, reloadPage } from "../tauri/native";
import { reportError } from "./errors";

/** What is being done. */
export type RecoveryWork = "open" | "compare" | "restore" | "salvage" | "examine" | "repair";

class Recovery {
  /** The library that did not open, and what there is to do; null while a library is open. */
  view: RecoveryView | null = $state.raw(null);
  /** What was salvaged last. */
  report: SalvageReport | null = $state.raw(null);
  /** What the file was last found to be. */
  diagnosis: Diagnosis | null = $state.raw(null);
  /** What is being done; one thing at a time. */
  work: RecoveryWork | null = $state(null);
  /** How far it is, from 0 to 1; null while that is not known. */
  share: number | null = $state(null);

  /** Examines the file. */
  examine(): Promise<unknown> {
    return this.#run("examine", async () => (this.diagnosis = await callRecovery("recovery_examine", {})));
  }

  /** Mends what can be mended without guessing, and opens the library where nothing is left that is wrong. */
  repair(): Promise<unknown> {
    return this.#run("repair", async () => {
      this.diagnosis = (await callRecovery("recovery_repair", {})).left;
      if (this.diagnosis.isSound) await openAgain(false);
    });
  }

  /** Copies what can be read into a new library. */
  salvage(): Promise<unknown> {
    return this.#run(
      "salvage",
      async () => (this.report = await callRecovery("recovery_salvage", { into: null })),
    );
  }

  /** How much a backup holds. Throws where it cannot be read. */
  count(path: string): Promise<BackupCounts> {
    return callRecovery("backup_count", { path });
  }

  /** What putting a backup in the library's place would change. */
  compare(path: string): Promise<RecoveryComparison | null> {
    return this.#run("compare", () => callRecovery("recovery_compare", { path }));
  }

  /** Puts a copy of a backup, or of what was salvaged, into the library's place and opens it. */
  restore(path: string): Promise<unknown> {
    return this.#run("restore", async () => {
      await callRecovery("recovery_restore", { path });
      await openAgain(false);
    });
  }

  /** Opens the library, to be changed or only read. */
  open({ readOnly = false } = {}): Promise<unknown> {
    return this.#run("open", () => openAgain(readOnly));
  }

  /** Asks for another library and opens it; nothing happens when the user changed their mind. */
  openAnother(): Promise<unknown> {
    return this.#run("open", async () => {
      if (await libraryPick()) reloadPage();
    });
  }

  /** Stops the long work under way; it ends as if it had not been begun. */
  async stop(): Promise<void> {
    await callRecovery("task_cancel", {}).catch(reportError);
  }

  /** Hears how far the work is. */
  progress({ done, total }: Progress): void {
    this.share = total > 0 ? Math.min(1, done / total) : null;
  }

  /** Has the open library, which turned out to be damaged, closed for its recovery. */
  async begin(): Promise<void> {
    await libraryRecover();
    reloadPage();
  }

  /** One thing at a time. Says why when it does not work, looks anew at what is there, and gives back null. */
  async #run<T>(work: RecoveryWork, run: () => Promise<T>): Promise<T | null> {
    if (this.work !== null) return null;
    this.work = work;
    this.share = null;
    try {
      return await run();
    } catch (reason) {
      if (!(reason instanceof Refused && reason.isAbout("cancelled"))) reportError(reason);
      this.view = await callRecovery("recovery_state", {}).catch(() => this.view);
      return null;
    } finally {
      this.work = null;
    }
  }
}

async function openAgain(readOnly: boolean): Promise<void> {
  await libraryOpenAgain(readOnly);
  reloadPage();
}

export const recovery = new Recovery();
