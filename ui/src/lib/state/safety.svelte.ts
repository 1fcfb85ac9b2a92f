// Owns what is known about backups and the check of the open library, and the long work that makes, restores, checks
// and mends. Dialogs and notices show it.
import { call } from "../api/client";
import type {
  ApiError,
  Backup,
  BackupCounts,
  BackupList,
  Diagnosis,
  RecoveryComparison,
} from "../api/generated";
import type { Progress } from "../tauri/events";
import { app } from "./app.svelte";
import { publishChange } from "./changes";
import { reportError } from "./errors";
import { isStopped } from "./longTask.svelte";

/** The long work under way. */
export type Work = "backup" | "compare" | "restore" | "examine" | "repair";

class Safety {
  backups: BackupList | null = $state.raw(null);
  diagnosis: Diagnosis | null = $state.raw(null);
  /** What is being done; one thing at a time. */
  work: Work | null = $state(null);
  /** How far it is, from 0 to 1; null while that is not known. */
  share: number | null = $state(null);
  /** Why the newest automatic backup was not made; null when it was. */
  failure: ApiError | null = $state.raw(null);

  async look(): Promise<void> {
    try {
      this.#take(await call("backup_list", {}));
    } catch (reason) {
      reportError(reason);
    }
  }

  /** Makes a backup now. */
  make(): Promise<Backup | null> {
    return this.#run("backup", async () => {
      const backup = await call("backup_make", { path: null });
      this.#take(await call("backup_list", {}));
      return backup;
    });
  }

  /** Keeps backups in another folder from now on; null is beside the library. */
  async keepIn(folder: string | null): Promise<void> {
    await app.set("backupFolder", folder);
    await this.look();
  }

  /** How much a backup holds. Throws where it cannot be read. */
  count(path: string): Promise<BackupCounts> {
    return call("backup_count", { path });
  }

  /** What restoring a backup would change. */
  compare(backup: { path: string }): Promise<RecoveryComparison | null> {
    return this.#run("compare", async () => ({
      isAgainstLibrary: true,
      comparison: await call("backup_compare", { path: backup.path }),
    }));
  }

  /** Makes the library what a backup holds. True when it is. */
  async restore(backup: Backup): Promise<boolean> {
    const restored = await this.#run("restore", async () => {
      const answer = await call("backup_restore", { path: backup.path });
      publishChange(answer.change);
      this.diagnosis = null;
      return answer;
    });
    await this.look();
    return restored !== null;
  }

  /** Checks the library. */
  async examine(): Promise<void> {
    await this.#run("examine", async () => (this.diagnosis = await call("doctor_examine", {})));
  }

  /** Mends what can be mended without guessing; gives back how many findings that were. */
  async repair(): Promise<number | null> {
    return this.#run("repair", async () => {
      const { repaired, left } = await call("doctor_repair", {});
      this.diagnosis = left;
      this.#take(await call("backup_list", {}));
      return repaired.length;
    });
  }

  /** Stops the long work under way; it ends as if it had not been begun. */
  async stop(): Promise<void> {
    await call("task_cancel", {}).catch(reportError);
  }

  /** Hears how far the work is. */
  progress({ done, total }: Progress): void {
    this.share = total > 0 ? Math.min(1, done / total) : null;
  }

  #take(list: BackupList): void {
    this.backups = list;
    this.failure = list.failure;
  }

  /** One long work at a time; reports a refusal, then gives back null. */
  async #run<T>(work: Work, run: () => Promise<T>): Promise<T | null> {
    if (this.work !== null) return null;
    this.work = work;
    this.share = null;
    try {
      return await run();
    } catch (reason) {
      if (!isStopped(reason)) reportError(reason);
      return null;
    } finally {
      this.work = null;
    }
  }
}

export const safety = new Safety();
