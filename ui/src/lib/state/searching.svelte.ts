// Owns the search of the whole library: what is looked for, what was found so far, and which place is looked at. The panel
// shows it; the reading view beside it shows the place. Going through places only looks into documents: what was read
// before is where it was, until somebody stays.
import { call, Refused } from "../api/client";
import type {
  ApiError,
  SavedSearch,
  SearchAside,
  SearchDocument,
  SearchFolding,
  SearchHit,
  SearchResults,
  SearchScope,
} from "../api/generated";
import { t } from "../messages/index.svelte";
import { isolated } from "../text/visible";
import { focusHome } from "../ui/home";
import { app } from "./app.svelte";
import { subscribeToChanges } from "./changes";
import { codebookView } from "./codebookView.svelte";
import { find } from "./find.svelte";
import { reportError } from "./errors";
import { found, USUAL_FOLDING, type Sought } from "./found.svelte";
import { lastDone } from "./lastDone.svelte";
import { toasts } from "./toasts.svelte";

/** Places asked for at first, and as one goes on. */
const FIRST = 100;
const PAGE = 1000;
/** Places listed at most: who has to read on says more. */
export const MOST_LISTED = 10_000;
/** A pause after which a change of the library, or a step to another place, is followed, in milliseconds. */
const CHANGE_PAUSE_MS = 400;
const STEP_PAUSE_MS = 60;
/** What messages about a search that was forgotten are about: that it is back takes the place of the offer. */
export const FORGOTTEN = "forgotten-search";

/** What was found, as far as it was asked for. */
export interface Answer {
  readonly total: number;
  readonly asideTotal: number;
  readonly documents: SearchResults["documents"];
  readonly speakers: SearchResults["speakers"];
  readonly asides: readonly SearchAside[];
  /** Where nothing was found: what the query has before a colon, as an operator, that is none. */
  readonly unknownOperator: SearchResults["unknownOperator"];
  readonly found: readonly SearchDocument[];
  /** How many places `found` holds. */
  readonly listed: number;
}

/** A place that can be shown. */
export interface Place {
  readonly document: string;
  readonly revision: string;
  readonly hit: SearchHit;
}

class Searching {
  query = $state("");
  isPattern = $state(false);
  scope: SearchScope = $state("all");
  folding: SearchFolding = $state.raw(USUAL_FOLDING);
  wholeWord = $state(false);
  /** Null until something was looked for. */
  answer: Answer | null = $state.raw(null);
  problem: ApiError | null = $state.raw(null);
  isSearching = $state(false);
  /** Counts the wishes to type in the field. */
  wanted = $state(0);
  /** Asked to step; the panel, which knows the rows, does it. */
  stepping: { by: 1 | -1; nonce: number } | null = $state.raw(null);

  /** Where the reader was when the panel was opened; null once somebody stays where they are now. */
  #origin: { document: string | null; place: number } | null = null;
  #asked = 0;
  #shown = 0;
  #step: ReturnType<typeof setTimeout> | undefined;
  #change: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    subscribeToChanges(() => {
      if (!app.isSearchOpen || this.query === "") return;
      clearTimeout(this.#change);
      this.#change = setTimeout(() => void this.search(), CHANGE_PAUSE_MS);
    });
  }

  get sought(): Sought {
    return {
      query: this.query,
      syntax: this.isPattern ? "pattern" : "words",
      scope: this.scope,
      folding: this.folding,
      wholeWord: this.wholeWord,
    };
  }

  /** Opens the panel, with a query in it where there is any. */
  open(query: string): void {
    // Whoever has stayed somewhere and asks again goes back to there.
    if (!app.isSearchOpen || this.#origin === null)
      this.#origin = { document: app.document?.id ?? null, place: app.document?.place ?? 0 };
    if (query !== "") this.query = query;
    app.isSearchOpen = true;
    this.wanted += 1;
  }

  /** Closes the panel; `isBack` goes back to where the reader was, unless somebody has stayed. */
  async close(isBack: boolean): Promise<void> {
    const origin = this.#origin;
    clearTimeout(this.#step);
    this.#shown += 1;
    app.isSearchOpen = false;
    this.#origin = null;
    if (!find.isOpen) found.clear();
    focusHome();
    if (!isBack || origin === null) return app.stay();
    if (origin.document === null) return app.close();
    if (app.document?.id !== origin.document) return app.open(origin.document, origin.place);
    found.goBack(app.document, origin.place);
  }

  /** The reader stays where the search has led. */
  stay(): void {
    this.#origin = null;
    app.stay();
  }

  /** Looks for what stands in the field; the newest answer wins. */
  async search(): Promise<void> {
    const { sought } = this;
    const asked = ++this.#asked;
    if (sought.query.trim() === "") {
      this.answer = this.problem = null;
      this.isSearching = false;
      return;
    }
    this.isSearching = true;
    try {
      // After a change of the library as much is there again as was listed, as far as that is one page.
      const limit = Math.min(PAGE, Math.max(FIRST, this.answer?.listed ?? 0));
      const results = await call("search", { ...sought, document: null, offset: 0, limit });
      if (asked !== this.#asked) return;
      this.problem = null;
      this.answer = { ...results, listed: countOf(results) };
    } catch (reason) {
      if (asked !== this.#asked) return;
      if (!(reason instanceof Refused)) throw reason;
      if (reason.isAbout("cancelled")) return;
      if (!reason.isAbout("bad-query")) reportError(reason);
      this.problem = reason.isAbout("bad-query") ? reason.error : null;
      this.answer = null;
    } finally {
      if (asked === this.#asked) this.isSearching = false;
    }
  }

  /** Whether there are places that are not listed and could be. */
  get hasMore(): boolean {
    const { answer } = this;
    return answer !== null && answer.listed < Math.min(answer.total, MOST_LISTED);
  }

  /** Lists further places. */
  async more(): Promise<void> {
    const { answer } = this;
    if (answer === null || this.isSearching || !this.hasMore) return;
    const asked = ++this.#asked;
    this.isSearching = true;
    try {
      const limit = Math.min(PAGE, MOST_LISTED - answer.listed);
      const results = await call("search", { ...this.sought, document: null, offset: answer.listed, limit });
      if (asked !== this.#asked) return;
      this.answer = {
        ...answer,
        found: [...answer.found, ...results.found],
        listed: answer.listed + countOf(results),
      };
    } catch (reason) {
      if (asked === this.#asked && !(reason instanceof Refused && reason.isAbout("cancelled")))
        reportError(reason);
    } finally {
      if (asked === this.#asked) this.isSearching = false;
    }
  }

  /** Asks for the next place, or the one before. */
  step(by: 1 | -1): void {
    this.stepping = { by, nonce: (this.stepping?.nonce ?? 0) + 1 };
  }

  /** Shows a place in the reading view, a moment later: who holds the arrow down is on the way to another one. */
  showSoon(place: Place): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(() => void this.show(place), STEP_PAUSE_MS);
  }

  /** Shows a place in the reading view. */
  async show({ document: id, revision, hit }: Place): Promise<void> {
    clearTimeout(this.#step);
    const shown = ++this.#shown;
    // It stands in the place of the text.
    codebookView.close();
    const inText = hit.kind === "text" || hit.kind === "annotation";
    if (app.document?.id !== id) await app.peek(id, inText ? hit.start : undefined);
    const open = app.document;
    if (shown !== this.#shown || open?.id !== id) return;
    app.inspect(null);
    await open.whenAt(revision);
    if (shown !== this.#shown || app.document !== open) return;
    if (!find.isOpen) await found.ensure(open, this.sought);
    if (shown !== this.#shown || app.document !== open) return;
    const annotation = hit.annotation === null ? null : (open.byId.get(hit.annotation) ?? null);
    if (hit.annotation !== null && annotation === null) {
      // What stands nowhere is looked after in the tray.
      app.wanted = hit.annotation;
    } else if (annotation !== null) found.show({ ...spanOf(annotation), note: annotation.id });
    else if (inText) found.show({ ...spanOf(hit), note: null });
    else found.goBack(open, 0);
  }

  /** Goes on in the reading view: the place that was shown last is selected there. */
  enter(): void {
    this.stay();
    if (!found.select()) document.querySelector<HTMLElement>("[data-home]")?.focus({ preventScroll: true });
  }

  /** Runs a search that was kept. */
  run(saved: SavedSearch): void {
    this.query = saved.query;
    this.isPattern = saved.syntax === "pattern";
    this.scope = saved.scope;
    this.folding = saved.folding ?? USUAL_FOLDING;
    this.wholeWord = saved.wholeWord;
    this.wanted += 1;
  }

  /** Keeps the search under a name; one that has it is replaced. Whether one was, and what takes it back. */
  save(name: string): { isReplaced: boolean; back: () => void } {
    const saved: SavedSearch = { name, ...this.sought };
    const { searches } = app.settings;
    const at = searches.findIndex((other) => other.name === name);
    const replaced = searches[at];
    void app.set("searches", [...searches.filter((_, index) => index !== at), saved]);
    const back = this.#do(
      () => t.searching.saving,
      () => {
        const others = app.settings.searches.filter((other) => other.name !== name);
        void app.set("searches", replaced === undefined ? others : others.toSpliced(at, 0, replaced));
      },
    );
    return { isReplaced: replaced !== undefined, back };
  }

  /** Gives a search that was kept another name. False where another one has that. */
  rename(from: string, to: string): boolean {
    if (from === to) return true;
    if (!this.#rename(from, to)) return false;
    this.#do(
      () => t.searching.renaming,
      () => {
        if (!this.#rename(to, from)) toasts.show(t.searching.nameTaken(isolated(from)), { tone: "error" });
      },
    );
    return true;
  }

  #rename(from: string, to: string): boolean {
    const { searches } = app.settings;
    if (searches.some(({ name }) => name === to)) return false;
    void app.set(
      "searches",
      searches.map((saved) => (saved.name === from ? { ...saved, name: to } : saved)),
    );
    return true;
  }

  /** Keeps a search no longer. Gives back what puts it where it was. */
  forget(name: string): () => void {
    const { searches } = app.settings;
    const at = searches.findIndex((saved) => saved.name === name);
    const saved = searches[at];
    if (saved === undefined) return () => undefined;
    void app.set(
      "searches",
      searches.filter((other) => other !== saved),
    );
    return this.#do(
      () => t.searching.forgetting,
      () => {
        if (this.#restore(saved, at)) toasts.show(t.searching.restored(isolated(name)), { topic: FORGOTTEN });
      },
    );
  }

  /** Something was done to the searches that are kept: what is undone next, until something else is. Gives back its undoing. */
  #do(label: () => string, back: () => void): () => void {
    const aside = { label, back };
    lastDone.do(aside);
    return () => {
      if (lastDone.aside !== aside || !lastDone.takeBack()) back();
    };
  }

  /** Keeps a search again that was forgotten, among those that there are by now. False where its name is taken. */
  #restore(saved: SavedSearch, at: number): boolean {
    const { searches } = app.settings;
    const same = searches.find(({ name }) => name === saved.name);
    if (same !== undefined) {
      if (same !== saved) toasts.show(t.searching.nameTaken(isolated(saved.name)), { tone: "error" });
      return false;
    }
    void app.set("searches", searches.toSpliced(at, 0, saved));
    return true;
  }
}

function countOf({ found: documents }: SearchResults): number {
  let count = 0;
  for (const { sections } of documents) for (const { hits } of sections) count += hits.length;
  return count;
}

function spanOf({ start, end }: { start: number; end: number }): { start: number; end: number } {
  return { start, end };
}

export const searching = new Searching();
