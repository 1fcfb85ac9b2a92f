// Owns what the whole window shares: which view is shown, the settings, the history's state, the open dialog. The one
// place where a committed change is handed to the stores.
import { MediaQuery } from "svelte/reactivity";
import type { ReaderCommands } from "../actions/reader";
import { call, Refused } from "../api/client";
import type {
  ChangeEvent,
  ChosenDocument,
  Commands,
  DocumentView,
  HistoryEntry,
  HistoryState,
  ImportSource,
  Link,
  ReadOnlyView,
  Settings,
} from "../api/generated";
import { formatNumber } from "../messages/format";
import { localeFor, t } from "../messages/index.svelte";
import type { Locale } from "../messages/types";
import type { Startup } from "../tauri/native";
import { isolated } from "../text/visible";
import { changedPlaces, placeToShow } from "./changedPlaces";
import { publishChange, readSettled, subscribeToChanges } from "./changes";
import { OpenDocument } from "./document.svelte";
import { Documents } from "./documents.svelte";
import { edits } from "./edits.svelte";
import { describeError, reportError } from "./errors";
import type { Sought } from "./found.svelte";
import { lastDone } from "./lastDone.svelte";
import { forgetNotes } from "./notes.svelte";
import type { OrphanTray } from "./orphans.svelte";
import { recovery } from "./recovery.svelte";
import { toasts } from "./toasts.svelte";
import { tellTrouble } from "./trouble";
import { flushTexts, flushTyped } from "./typed";
import { unsaved, type Command, type UnsavedKind, type Wish } from "./unsaved.svelte";

/** The dialog that is open above the view; at most one. */
export type Dialog =
  | { kind: "import"; sources: ImportSource[]; remarks: readonly string[] }
  | { kind: "paste" }
  | { kind: "export"; chosen: readonly string[] }
  | { kind: "quote"; document: string; start: number; end: number }
  | { kind: "verify"; path: string; documents: ChosenDocument[] | null }
  | { kind: "details" }
  | { kind: "speakers" }
  | { kind: "replace"; find: string }
  | { kind: "markAll"; isTagging: boolean; sought: Sought; document: string | null }
  | { kind: "link"; link: Link }
  | { kind: "settings" }
  | { kind: "shortcuts" }
  | { kind: "closing" }
  | { kind: "palette" }
  | { kind: "library" }
  | { kind: "memos" }
  | { kind: "update"; document: string; title: string; source: ImportSource; encoding: string | null };

/** What the sidebar shows. Revisions stand under the tab of the history, orphans under that of the annotations. */
export type SidebarTab = "outline" | "annotations" | "memos" | "history" | "revisions" | "orphans";

/** What is looked at in the place of the page; `opener` gets the focus back. */
export type Inspection = { document: string; opener: HTMLElement | null } & (
  { kind: "past"; revision: string } | { kind: "compare"; from: string; to: string }
);

const DEFAULT_SETTINGS: Settings = {
  language: "system",
  theme: "system",
  textSize: 18,
  panels: {},
  backupFolder: null,
  searches: [],
  shortcuts: {},
  tagForm: "words",
  citation: { form: "dash", template: null },
};

/** Those that cannot be without an open document. */
const DOCUMENT_DIALOGS: ReadonlySet<Dialog["kind"]> = new Set([
  "export",
  "details",
  "speakers",
  "replace",
  "update",
]);

/** Below this width the sidebar does not fit beside the page. */
const narrow = new MediaQuery("(width < 1100px)");

/** Refusals that say that what is stored cannot be read: the check of the library tells more. */
const UNREADABLE: ReadonlySet<string> = new Set(["library-damaged", "library-failed"]);

class App {
  /** The open document; null while the library is shown. */
  document: OpenDocument | null = $state.raw(null);
  readonly documents = new Documents();
  settings: Settings = $state.raw(DEFAULT_SETTINGS);
  /** The interface language that fits the system. */
  systemLocale: Locale = $state("en");
  history: HistoryState = $state.raw({ undo: null, redo: null });
  dialog: Dialog | null = $state.raw(null);
  tab: SidebarTab = $state("outline");
  /** An earlier text that is looked at in the place of the page, or two that are compared. */
  inspection: Inspection | null = $state.raw(null);
  /** The tray of orphans while it is open; set by it. */
  orphanTray: OrphanTray | null = $state.raw(null);
  /** The orphan that the tray is asked to look after; it sets this back. */
  wanted: string | null = $state(null);
  /** Somebody wants to type a filter: whoever shows one takes the cursor and sets this back. */
  isFilterWanted = $state(false);
  /** Ids of the interviews that are chosen in the library; set by its list. */
  chosenInLibrary: readonly string[] = $state.raw([]);
  /** The search of the whole library stands beside the view. */
  isSearchOpen = $state(false);
  /** In a narrow window the sidebar lies over the page for as long as it is used. */
  isSidebarOver = $state(false);
  /** What the reading view can be told to do; null while there is none. Set through `registerReader`. */
  readerCommands: ReaderCommands | null = $state.raw(null);
  /** The library was read; until then there is nothing true to show. */
  isReady = $state(false);
  /** The first screen has been drawn: what stands beside the interview, and what costs time, comes after it. */
  isPainted = $state(false);
  hasSeenSample = $state(false);
  /** Where the log is that lay here without its library when this one was made; null once that was read. */
  logSetAside: string | null = $state(null);
  version = $state("");
  libraryPath = $state("");
  /** Why the library is open for reading only; null where it can be changed. */
  readOnly: ReadOnlyView | null = $state.raw(null);

  /** The newest change that was heard of. */
  #newest = -1;
  /** Counts requests to open: an answer that was overtaken by a newer request is dropped. */
  #opening = 0;
  /** The open document is only looked into. */
  #isPeeking = false;

  constructor() {
    subscribeToChanges((change) => this.#apply(change));
  }

  /**
   * Takes over what is shown first, as `ask` answers it; to be called once. Gives back the files that wait to be
   * offered.
   */
  async start(ask: () => Promise<Startup>): Promise<string[]> {
    const files: string[] = [];
    const views: DocumentView[] = [];
    await readSettled(
      () => this.#newest,
      async () => {
        const first = await ask();
        // They are handed out once, also where the rest has to be asked for again; and so is what was mended.
        files.push(...first.files);
        if (first.document !== null) views.push(first.document);
        return first;
      },
      ({ language, library, recovery: shut, document }, asOf) => {
        this.systemLocale = localeFor(language);
        recovery.view = shut;
        if (library === null) return;
        this.documents.replace(library.documents, asOf);
        this.settings = library.settings;
        this.#see(library.history);
        this.hasSeenSample = library.hasSeenSample;
        this.version = library.version;
        this.libraryPath = library.path;
        this.readOnly = library.readOnly;
        this.logSetAside = library.logSetAside;
        if (document !== null) this.document = this.#follow(document, asOf);
        for (const view of views) this.#tell(view);
        this.isReady = true;
      },
    );
    return files;
  }

  /** Closes the library, which turned out to be damaged, and shows the ways out. */
  async recover(): Promise<void> {
    await this.close();
    await recovery.begin();
  }

  /** Opens a document in the reading view, where it was left or at a place of one's own; reports a refusal. */
  async open(id: string, place?: number): Promise<void> {
    await this.#open(id, place, false);
  }

  /** Looks into a document as {@link App.open} opens it: that it was read, and where, is remembered once somebody stays. */
  async peek(id: string, place?: number): Promise<void> {
    await this.#open(id, place, true);
  }

  /** Who has only looked into the document reads it from now on. */
  stay(): void {
    this.#isPeeking = false;
  }

  async #open(id: string, place: number | undefined, isPeeking: boolean): Promise<void> {
    const opening = ++this.#opening;
    // What opening has mended is a change, after which it is asked again: then there is nothing to mend any more.
    const views: DocumentView[] = [];
    await this.#leave();
    try {
      await readSettled(
        () => this.#newest,
        async () => {
          const view = await call(isPeeking ? "document_peek" : "document_open", { document: id });
          views.push(view);
          return view;
        },
        (view, asOf) => {
          if (opening !== this.#opening) return;
          this.#isPeeking = isPeeking;
          this.document = this.#follow(place === undefined ? view : { ...view, position: place }, asOf);
          for (const view of views) this.#tell(view);
          this.documents.patch(id, { readAt: view.summary.readAt });
        },
      );
    } catch (reason) {
      const isOfLibrary = reason instanceof Refused && UNREADABLE.has(reason.error.code);
      if (!isOfLibrary) return reportError(reason);
      const check = { label: t.doctor.check, run: () => (this.dialog = { kind: "library" }) };
      toasts.show(describeError(reason), { tone: "error", action: check });
    }
  }

  /** Goes back to the library. */
  async close(): Promise<void> {
    this.#opening++;
    await this.#leave();
    this.document = null;
    this.#isPeeking = false;
  }

  /** Saves where the reader is. */
  async rememberPlace(): Promise<void> {
    const open = this.document;
    if (open === null || this.#isPeeking) return;
    const position = open.place;
    this.documents.patch(open.id, { position });
    const request = { document: open.id, position };
    const save = () => call("reading_remember", request);
    const command = { command: "reading_remember", request };
    // A place that is refused for any other reason than the disk is not worth a message.
    await unsaved.attempt(`place:${open.id}`, "place", save, command).catch(() => undefined);
  }

  /** Awaits a command that changes something: hands on its change, reports a refusal (then null). */
  async perform<T extends { change: ChangeEvent | null }>(request: Promise<T>): Promise<T | null> {
    try {
      const answer = await request;
      publishChange(answer.change);
      return answer;
    } catch (reason) {
      reportError(reason);
      return null;
    }
  }

  /**
   * As {@link App.perform}, for what is to be saved sooner or later: where the library cannot be written to just now it
   * is kept and tried again. `key` says what it is about: a newer wish takes the place of an older one. With the
   * `command` that `request` comes to it outlives the page.
   */
  async save<T extends { change?: ChangeEvent | null }>(
    key: string,
    kind: UnsavedKind,
    request: () => Promise<T>,
    command: Command | null = null,
  ): Promise<T | null> {
    const save = async () => {
      const answer = await request();
      publishChange(answer.change ?? null);
      return answer;
    };
    try {
      return await unsaved.attempt(key, kind, save, command);
    } catch (reason) {
      reportError(reason);
      return null;
    }
  }

  /** Goes on with a wish of the page before this one. */
  async resume({ key, kind, command, request }: Wish): Promise<void> {
    // Which of the commands it is was known to the page that wished it; the core checks it as any other.
    const again = () =>
      call(command as "annotation_resize", request as Commands["annotation_resize"]["request"]);
    await this.save(key, kind, again, { command, request });
  }

  /** Takes back what was done last. */
  async undo(): Promise<void> {
    // What was typed and is not saved yet was done later.
    await flushTyped();
    if (lastDone.takeBack()) return;
    await this.#step("history_undo", ({ action, subject }) =>
      t.history.undone(t.history.action(action), isolated(subject)),
    );
  }

  async redo(): Promise<void> {
    await this.#step("history_redo", ({ action, subject }) =>
      t.history.redone(t.history.action(action), isolated(subject)),
    );
  }

  /** Goes to the state right after an entry of the history. */
  async goToEntry(entry: number): Promise<void> {
    await flushTyped();
    await this.perform(call("history_go", { entry }));
  }

  /** Deletes documents and offers to undo it. */
  async deleteDocuments(documents: readonly { id: string; title: string }[]): Promise<void> {
    const answer = await this.perform(call("document_delete", { documents: documents.map(({ id }) => id) }));
    if (answer?.change == null) return;
    const [first] = documents;
    this.offerUndo(
      documents.length === 1 && first !== undefined
        ? t.library.deleted(isolated(first.title))
        : t.library.deletedMany(documents.length, formatNumber(documents.length)),
      answer.change,
    );
  }

  /** Deletes annotations and offers to undo it. */
  async deleteAnnotations(annotations: readonly string[]): Promise<void> {
    const answer = await this.perform(call("annotation_delete", { annotations: [...annotations] }));
    if (answer?.change == null) return;
    this.offerUndo(
      t.annotations.deleted(annotations.length, formatNumber(annotations.length)),
      answer.change,
    );
  }

  /** Looks at an earlier text in the place of the page; null goes back to the page. */
  inspect(inspection: Inspection | null): void {
    const open = this.document;
    if (inspection !== null && open !== null) {
      // The page goes away with what is selected in it, and comes back where it was rather than where it was sent last.
      open.selection = open.active = open.flash = null;
      // Where it lies over the page, it would lie over this.
      this.isSidebarOver = false;
    }
    this.inspection = inspection;
  }

  /** Shows a tab of the sidebar, opening the sidebar if need be. */
  showTab(tab: SidebarTab): void {
    this.tab = tab;
    if (!this.isSidebarShown) this.toggleSidebar();
  }

  /** Why nothing can be changed, as a sentence; null where it can. */
  get whyReadOnly(): string | null {
    return this.readOnly === null ? null : t.readOnly.reasons[this.readOnly.reason];
  }

  /** Whether there is no room for the sidebar beside the page. */
  get isNarrow(): boolean {
    return narrow.current || this.isSearchOpen;
  }

  get isSidebarShown(): boolean {
    return this.isNarrow ? this.isSidebarOver : this.isPanelOpen("sidebar");
  }

  toggleSidebar(): void {
    if (this.isNarrow) this.isSidebarOver = !this.isSidebarOver;
    else this.setPanel("sidebar", !this.isPanelOpen("sidebar"));
  }

  /** Shows a message with a button that undoes what was just done; it goes once something else would be undone. */
  offerUndo(text: string, change: ChangeEvent): void {
    const action = { label: t.history.undoShort, run: () => void this.undo() };
    toasts.show(text, { action, entry: change.history.undo?.id ?? null });
  }

  /** Changes one setting, shown at once. */
  async set<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
    this.settings = { ...this.settings, [name]: value };
    try {
      const request = { name, value };
      const command = { command: "setting_set", request };
      await unsaved.attempt(`setting:${name}`, "setting", () => call("setting_set", request), command);
    } catch (reason) {
      reportError(reason);
    }
  }

  /** Whether a collapsible panel is open. */
  isPanelOpen(name: string, otherwise = true): boolean {
    return this.settings.panels[name] ?? otherwise;
  }

  /** Whether colours have patterns beside them, in the text and wherever a colour is chosen or told. */
  get hasPatterns(): boolean {
    return this.isPanelOpen("patterns", false);
  }

  setPanel(name: string, isOpen: boolean): void {
    void this.set("panels", { ...this.settings.panels, [name]: isOpen });
  }

  async #leave(): Promise<void> {
    this.inspection = null;
    // Where nothing is left, a paragraph that waits for its document waits on.
    await (this.document === null ? flushTexts() : flushTyped());
    await this.rememberPlace();
  }

  async #step(
    command: "history_undo" | "history_redo",
    describe: (entry: HistoryEntry) => string,
  ): Promise<void> {
    await flushTyped();
    const before = this.document?.annotations ?? [];
    const answer = await this.perform(call(command, {}));
    if (answer === null) return;
    const { change, entry } = answer;
    const open = this.document;
    if (open === null) {
      toasts.show(describe(entry), { topic: "history" });
      return;
    }
    // Where the text is another one, the places are those of that.
    await open.whenCurrent();
    if (this.document !== open) return;
    const seen = open.place + Math.round(open.share * open.offsets.length);
    const place = placeToShow(changedPlaces(open.id, change, before), open.place, seen);
    if (place !== null) open.goTo(place);
    // Where something went there is nothing to point at.
    if (place === null || place.end <= place.start) toasts.show(describe(entry), { topic: "history" });
  }

  /** Says what was wrong with a document when it was read. */
  #tell(view: DocumentView): void {
    tellTrouble(view, {
      check: () => (this.dialog = { kind: "library" }),
      showOrphans: () => this.showTab("orphans"),
    });
  }

  #follow(view: DocumentView, asOf: number): OpenDocument {
    const document = new OpenDocument(view, {
      asOf,
      onRead: (view) => this.#tell(view),
      onRemoved: forgetNotes,
      onGone: (reason) => {
        if (this.document !== document) return;
        this.#abandon(document);
        toasts.show(describeError(reason));
      },
    });
    return document;
  }

  /** Leaves a document that is no longer in the library, with all that was about it. */
  #abandon(document: OpenDocument): void {
    forgetNotes([...document.byId.keys()]);
    if (edits.current?.document === document.id) edits.leave();
    if (this.dialog !== null && DOCUMENT_DIALOGS.has(this.dialog.kind)) this.dialog = null;
    this.inspection = null;
    this.document = null;
  }

  /** The history as it is now. */
  #see(history: HistoryState): void {
    if (history.undo?.id !== this.history.undo?.id) lastDone.step(history.undo?.id ?? null);
    this.history = history;
  }

  #apply(change: ChangeEvent): void {
    if (change.sequence > this.#newest) {
      this.#newest = change.sequence;
      this.#see(change.history);
      toasts.dismissOutdated(change.history.undo?.id ?? null);
    }
    forgetNotes(change.removedAnnotations.map(({ id }) => id));
    this.documents.apply(change);
    const open = this.document;
    if (open === null) return;
    if (change.removedDocuments.includes(open.id)) this.#abandon(open);
    else open.apply(change);
  }
}

export const app = new App();
