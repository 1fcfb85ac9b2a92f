// Owns what is being imported: for each source its preview, what the user corrected, and how far it is.
import { call } from "../../lib/api/client";
import type { Imported, ImportParticipant, ImportPreview, ImportSource } from "../../lib/api/generated";
import { t } from "../../lib/messages/index.svelte";
import { publishChange } from "../../lib/state/changes";
import { describeError } from "../../lib/state/errors";
import { isStopped } from "../../lib/state/longTask.svelte";
import { memoOf } from "./report";

/** `waiting` is one that nobody has begun to read. */
export type ItemState = "waiting" | "reading" | "ready" | "refused" | "importing" | "imported";

/** The fields that can be corrected before importing. */
export interface Fields {
  title: string;
  source: string;
  published: string;
  language: string;
}

/** One interview on its way into the library. */
export class ImportItem {
  readonly source: ImportSource;
  state: ItemState = $state("waiting");
  preview: ImportPreview | null = $state.raw(null);
  /** Why it cannot be imported, in the user's language. */
  error: string | null = $state(null);
  fields: Fields = $state({ title: "", source: "", published: "", language: "" });
  /** The encoding the user chose; null for the one that was found. */
  encoding: string | null = $state(null);
  /** The format the user chose; null for the one that was found. */
  format: string | null = $state(null);
  /** The participants of the first interview, as they are to be. */
  participants: ImportParticipant[] = $state([]);
  /** What became of it; null until it is in the library. */
  outcome: Imported | null = $state.raw(null);
  /** The document onto which annotations are put whose text the file does not hold; null while none is chosen. */
  onto: string | null = $state(null);
  /** Somebody has said whether there is such a document. */
  isOntoChosen = $state(false);
  /** What is on a text that the library has is put onto that, and no second interview is made. */
  isAdding = $state(true);
  /** Id of the document that says much the same, null where there is none; undefined until that was looked for. */
  similar: string | null | undefined = $state();
  /** Its name in lists, before anything is known of what is inside. */
  readonly name: string;

  /** Fields the user has typed in: another encoding does not overwrite them. */
  #touched = new Set<keyof Fields>();
  #areParticipantsTouched = false;
  #reading = 0;
  /** The encoding in which it was last compared; undefined before the first time. */
  #compared: string | null | undefined;

  constructor(source: ImportSource) {
    this.source = source;
    this.name = nameOf(source);
  }

  /** It says something of a text that it does not hold, and of no other. */
  get isTextless(): boolean {
    const { preview } = this;
    return preview !== null && preview.textless > 0 && preview.characters === 0;
  }

  /** Its text is in the library, and it has something to add to it. */
  get canAdd(): boolean {
    const { preview } = this;
    return preview !== null && preview.existing !== null && preview.annotations + preview.memos > 0;
  }

  /** Whether it can be taken in as it stands. */
  get isReady(): boolean {
    return this.state === "ready" && (!this.isTextless || this.onto !== null);
  }

  /** Reads the source again in another encoding or as another format; null lets it be found. */
  async read(encoding: string | null, format: string | null): Promise<void> {
    const reading = ++this.#reading;
    this.encoding = encoding;
    this.format = format;
    if (this.preview === null || this.state === "refused") this.state = "reading";
    try {
      const preview = await call("import_preview", { source: this.source, encoding, format });
      if (reading !== this.#reading) return;
      this.preview = preview;
      this.error = null;
      this.state = "ready";
      const found: Fields = {
        title: preview.title,
        source: preview.source ?? "",
        published: preview.published ?? "",
        language: preview.language,
      };
      const isSameCast = preview.speakers.length === this.participants.length;
      if (!this.#areParticipantsTouched || !isSameCast) {
        this.participants = preview.speakers.map(({ name, role }) => ({ name, role }));
        this.#areParticipantsTouched = false;
      }
      for (const name of Object.keys(found) as (keyof Fields)[]) {
        if (!this.#touched.has(name)) this.fields[name] = found[name];
      }
    } catch (reason) {
      if (reading !== this.#reading) return;
      this.error = describeError(reason);
      this.state = "refused";
    }
  }

  /** Looks for the document that this is another version of: every text of the library is read for it. */
  async compare(): Promise<void> {
    const { encoding } = this;
    if (this.#compared === encoding) return;
    this.#compared = encoding;
    this.similar = undefined;
    // What is wrong with the file the preview says.
    const found = await call("import_similar", { source: this.source, encoding }).catch(() => null);
    if (this.#compared === encoding) this.similar = found?.document ?? null;
  }

  /** Takes what the user typed into a field. */
  correct(name: keyof Fields, value: string): void {
    this.#touched.add(name);
    this.fields[name] = value;
  }

  /** Takes what the user says of a participant. */
  cast(index: number, participant: ImportParticipant): void {
    this.#areParticipantsTouched = true;
    this.participants[index] = participant;
  }

  /** Adds it to the library. True when it is there. */
  async commit(): Promise<boolean> {
    if (!this.isReady) return this.state === "imported";
    this.state = "importing";
    const given = (name: keyof Fields) => (this.#touched.has(name) ? this.fields[name].trim() : null);
    try {
      const outcome = await call("import_commit", {
        source: this.source,
        encoding: this.encoding,
        // An interview keeps the title that was found rather than have none.
        title: given("title") === "" ? null : given("title"),
        publishedSource: given("source"),
        published: given("published"),
        language: given("language") === "" ? null : given("language"),
        // Whoever goes on after being told that it is there means it.
        again: this.preview !== null && this.preview.existing !== null && !(this.canAdd && this.isAdding),
        format: this.format,
        speakers: this.#areParticipantsTouched ? this.participants : null,
        memo: this.preview === null ? null : memoOf(this.preview, this.name),
        onto: this.onto,
      });
      publishChange(outcome.change);
      this.outcome = outcome;
      this.state = "imported";
      return true;
    } catch (reason) {
      // What was stopped is as it was.
      this.state = isStopped(reason) ? "ready" : "refused";
      if (this.state === "refused") this.error = describeError(reason);
      return false;
    }
  }
}

function nameOf(source: ImportSource): string {
  switch (source.kind) {
    case "path":
      return source.path.split(/[\\/]/).at(-1) ?? source.path;
    case "bytes":
      return source.name;
    case "text":
      return source.name ?? t.importing.pastedName;
  }
}
