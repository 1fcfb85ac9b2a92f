// Links inside the library: going where one leads.
import { tick } from "svelte";
import { call } from "../api/client";
import type { Crosslink, CrosslinkKind } from "../api/generated";
import { app } from "../state/app.svelte";
import { codebook } from "../state/codebook.svelte";
import { codebookView } from "../state/codebookView.svelte";
import { reportError } from "../state/errors";
import { flushTexts } from "../state/typed";
import { showMemo } from "./memos";

const KINDS: readonly CrosslinkKind[] = ["annotation", "document", "tag", "memo"];

/** What a link names by kind and id, as the core writes it into a note; null where it is none. */
export function readLink(text: string): Crosslink | null {
  const [kind, id] = text.split("/");
  const known = KINDS.find((each) => each === kind);
  return known === undefined || id === undefined ? null : { kind: known, id };
}

/** Goes where a link leads: to the passage, the interview, the tag in the codebook, the memo; reports why it cannot. */
export async function followLink(link: Crosslink): Promise<void> {
  try {
    // What was just typed may be what is gone to.
    await flushTexts();
    const { document: place, start, end } = await call("crosslink_follow", link);
    app.dialog = null;
    if (link.kind === "tag") {
      await codebook.load();
      codebookView.open(link.id);
      return;
    }
    codebookView.close();
    if (link.kind === "memo") return await showMemo(link.id, place);
    if (place === null) return;
    if (app.document?.id !== place) await app.open(place, start ?? undefined);
    const open = app.document;
    if (open === null || open.id !== place || link.kind !== "annotation") return;
    if (start === null || end === null) {
      // What stands nowhere is looked after in the tray.
      app.wanted = link.id;
      app.showTab("orphans");
      return;
    }
    // A document that was just opened has to be drawn first.
    await tick();
    app.inspect(null);
    open.active = link.id;
    open.goTo(open.byId.get(link.id) ?? { start, end });
    // The link may go with the card it stands in, and what is typed next is about the passage.
    document.querySelector<HTMLElement>("[data-home]")?.focus({ preventScroll: true });
  } catch (reason) {
    reportError(reason);
  }
}
