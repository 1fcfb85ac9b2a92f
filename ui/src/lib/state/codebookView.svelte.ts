// Owns whether the codebook is shown in the place of the library or the text, and what is looked at in it. The tags
// themselves are codebook.svelte.ts's.
import type { Annotation } from "../api/generated";
import { app } from "./app.svelte";
import { codebook } from "./codebook.svelte";
import { tagging } from "./tagging.svelte";
import { flushTyped } from "./typed";

class CodebookView {
  isOpen = $state(false);
  /** The tag whose definition and passages are shown; null before one was chosen. */
  current: string | null = $state(null);
  /** Tags under which nothing is shown. */
  collapsed: ReadonlySet<string> = $state.raw(new Set());
  /** Whether the passages of the tags under the current one are shown too. */
  isWhole = $state(true);

  /** Counts the wishes to see a tag: the tree takes the focus. */
  wanted = $state(0);

  /** Shows the codebook; with a tag, that one in it. */
  open(tag: string | null = null): void {
    this.wanted += 1;
    if (!this.isOpen) {
      tagging.close();
      void flushTyped();
      const { document } = app;
      // The text goes away with what is selected in it, and comes back where it was rather than where it was sent last.
      if (document !== null) document.selection = document.active = document.flash = null;
    }
    this.isOpen = true;
    if (tag !== null) this.show(tag);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    // What undo has shown behind the codebook is no reason to be elsewhere in the text afterwards.
    if (app.document !== null) app.document.flash = null;
  }

  /** Makes a tag the current one, in sight: what it is under is opened. */
  show(tag: string | null): void {
    this.current = tag;
    if (tag === null) return;
    const collapsed = new Set(this.collapsed);
    for (
      let above = codebook.tag(tag)?.parent ?? null;
      above !== null;
      above = codebook.tag(above)?.parent ?? null
    ) {
      collapsed.delete(above);
    }
    if (collapsed.size < this.collapsed.size) this.collapsed = collapsed;
  }

  /** Shows or hides what is under a tag. */
  toggle(tag: string, isOpen = this.collapsed.has(tag)): void {
    const collapsed = new Set(this.collapsed);
    if (isOpen) collapsed.delete(tag);
    else collapsed.add(tag);
    this.collapsed = collapsed;
  }

  /** Goes to an annotation in its document; to one that has lost its passage, in the tray. */
  async goTo({ id, document, state, start, end }: Annotation): Promise<void> {
    this.close();
    if (app.document?.id !== document) await app.open(document, state === "orphan" ? undefined : start);
    const open = app.document;
    if (open?.id !== document) return;
    if (state === "orphan") {
      app.wanted = id;
      app.showTab("orphans");
      return;
    }
    open.active = id;
    open.goTo({ start, end });
  }
}

/** The codebook as it is looked at. */
export const codebookView = new CodebookView();
