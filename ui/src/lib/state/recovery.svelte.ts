// Owns what is known about a library that did not open, and the ways back to one that does. What the user is asked and
// shown is features/recovery's. With another library the page begins anew: nothing in it is about the new one.
import { callRecovery } from "../api/client";
import type { RecoveryView, SalvageReport } from "../api/generated";
import { libraryOpenAgain, libraryPick, libraryRecover, reloadPage } from "../tauri/native";

class Recovery {
  /** The library that did not open, and what there is to do; null while a library is open. */
  view: RecoveryView | null = $state.raw(null);
  /** What was salvaged last. */
  report: SalvageReport | null = $state.raw(null);

  /** Looks anew at what is there. */
  async look(): Promise<void> {
    this.view = await callRecovery("recovery_state", {}).catch(() => this.view);
  }

  /** Copies what can be read into a new library. */
  async salvage(): Promise<void> {
    this.report = await callRecovery("recovery_salvage", { into: null });
  }

  /** Puts a copy of a backup, or of what was salvaged, into the library's place and opens it. */
  async restore(path: string): Promise<void> {
    await callRecovery("recovery_restore", { path });
    await this.open();
  }

  /** Opens the library, to be changed or only read. Throws why it still does not open. */
  async open({ readOnly = false } = {}): Promise<void> {
    await libraryOpenAgain(readOnly);
    reloadPage();
  }

  /** Asks for another library and opens it; nothing happens when the user changed their mind. */
  async openAnother(): Promise<void> {
    if (await libraryPick()) reloadPage();
  }

  /** Has the open library, which turned out to be damaged, closed for its recovery. */
  async begin(): Promise<void> {
    await libraryRecover();
    reloadPage();
  }
}

export const recovery = new Recovery();
