// Owns the making of highlights: one for a selection however often it is asked for, what is typed for it before it is
// there, and that it is meant afterwards, ready for a note, another colour, or being deleted.
import { flushSync } from "svelte";
import { call } from "$lib/api/client";
import type { Annotation, AnnotationCreate, AnnotationCreated, Colour, Style } from "$lib/api/generated";
import { app } from "$lib/state/app.svelte";
import { give } from "$lib/state/codebook.svelte";
import type { Span } from "$lib/state/document.svelte";
import { noteDraft } from "$lib/state/notes.svelte";
import { unsaved } from "$lib/state/unsaved.svelte";
import { EarlyNote } from "./earlyNote.svelte";
import type { Reading } from "./reading.svelte";

/** A selection that becomes an annotation, and the id that this will have. */
interface InMaking extends Span {
  readonly id: string;
}

/** A highlight that is being made or waits to be: what is typed for it, and the annotation that it has become. */
interface Wanted {
  note: EarlyNote | null;
  tags: readonly string[];
  annotation: string | null;
}

export class Making {
  /** A note that is typed before its own field is there; null while none is. */
  earlyNote: EarlyNote | null = $state.raw(null);
  /** The colour of the last highlight, which the next one without a colour of its own gets. */
  colour: Colour = "yellow";

  readonly #reading: Reading;
  /** The selection that a highlight is being made of. */
  #making: InMaking | null = null;
  /** Highlights that are being made or wait to be, by the key of the wish. */
  readonly #wanted = new Map<string, Wanted>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Marks the selection. What comes next is about the mark, whose card opens where it has room beside the text. */
  async highlight(style: Style, tags: readonly string[] = []): Promise<void> {
    const { doc } = this.#reading;
    const annotation = await this.#create(style, null, tags);
    if (!annotation) return;
    this.#reading.mean(annotation.id);
    // Without a margin its card would lie over the lines that are read next, so there Enter opens it.
    if (!this.#reading.hasMargin) return;
    // The passage gets its colour first: making the card takes as long again.
    await painted();
    // Unless something else was opened or selected meanwhile.
    if (doc.active === annotation.id && doc.selection === null) this.#reading.activate(annotation.id);
  }

  /** Opens the note of the active annotation, or of the one that the selection becomes by it. */
  note(): void {
    const { doc, active } = this.#reading;
    const { selection } = doc;
    if (selection) {
      const note = this.#wanted.get(this.#keyOf(selection))?.note ?? new EarlyNote({ ...selection });
      void this.#create({ mark: "fill", colour: this.colour }, note);
      // What is typed from here on is the note's, however long its annotation takes. The selection is let go of first:
      // without a range on the page the field would lose its cursor with it.
      doc.selection = null;
      this.#takeKeys(note);
    } else if (active) {
      this.#reading.writeNote(active.id);
      // Its field may take a frame to be there, and keys do not wait.
      flushSync();
      if (this.#reading.noteRequest === active.id) {
        this.#takeKeys(new EarlyNote(active, active.id, noteDraft(active.id) ?? active.note));
      }
    }
  }

  /** The field of an early note has lost the focus: what was typed in it is in its note, or waits for its annotation. */
  leaveEarlyNote(note: EarlyNote): void {
    if (this.earlyNote === note) this.earlyNote = null;
  }

  /**
   * Annotations have changed: where the highlight being made is among them, the selection over it goes in the same step,
   * and the highlight is what is meant instead. The answer to the command comes a frame later: until then the selection
   * would hide the colour, and a key would be about nothing.
   */
  noteAnnotations(changed: readonly Span[]): void {
    const making = this.#making;
    if (making === null || !changed.some((span) => isSame(span, making))) return;
    this.#letGo(making);
    this.#reading.mean(making.id);
  }

  /** Clears a selection unless another one was made meanwhile. */
  #letGo(made: Span): void {
    this.#making = null;
    const { selection } = this.#reading.doc;
    if (selection !== null && isSame(selection, made)) this.#reading.clearSelection();
  }

  #takeKeys(note: EarlyNote): void {
    this.earlyNote = note;
    flushSync();
  }

  /** The annotation is there: its own field takes over, unless its writer has turned to something else. */
  async #handOver(note: EarlyNote, annotation: string): Promise<void> {
    await note.composed();
    if (this.earlyNote === note) this.#reading.writeNote(annotation);
  }

  async #create(
    style: Style,
    note: EarlyNote | null,
    tags: readonly string[] = [],
  ): Promise<Annotation | null> {
    const { doc } = this.#reading;
    const span = doc.selection;
    if (!span) return null;
    const key = this.#keyOf(span);
    // What is wished for a passage that is being marked already is about that mark: there are never two.
    const known = unsaved.isUnderWay(key) ? this.#wanted.get(key) : undefined;
    const wanted: Wanted = known ?? { note: null, tags: [], annotation: null };
    wanted.note ??= note;
    wanted.tags = [...new Set([...wanted.tags, ...tags])];
    this.#wanted.set(key, wanted);
    const request = {
      id: unsaved.idOf(key),
      document: doc.id,
      start: span.start,
      end: span.end,
      style,
      // As far as it has been typed when it is asked for.
      get note() {
        return wanted.note?.text ?? "";
      },
      tags: [...wanted.tags],
    };
    this.#making = { start: span.start, end: span.end, id: request.id };
    const make = () => this.#make(wanted, { ...request });
    const answer = await app.save(key, "highlight", make, { command: "annotation_create", request });
    if (!unsaved.isUnderWay(key)) this.#wanted.delete(key);
    if (!answer) return null;
    this.#letGo(span);
    this.#reading.caret = answer.annotation.end;
    return answer.annotation;
  }

  #keyOf({ start, end }: Span): string {
    return `highlight:${this.#reading.doc.id}:${start}:${end}`;
  }

  /** Makes the annotation that was wanted, or gives the one that has been made meanwhile its newer style. */
  async #make(
    wanted: Wanted,
    request: AnnotationCreate,
  ): Promise<Pick<AnnotationCreated, "annotation" | "change">> {
    const { doc } = this.#reading;
    const known = wanted.annotation === null ? undefined : doc.byId.get(wanted.annotation);
    const { style, tags } = request;
    if (known) void give([known.id], tags);
    const answer = known
      ? { annotation: known, ...(await call("annotation_set_style", { annotation: known.id, style })) }
      : await call("annotation_create", request);
    const { id } = answer.annotation;
    wanted.annotation = id;
    const { note } = wanted;
    if (note !== null) {
      if (note.annotation === null) note.hasCome(id, answer.annotation.note);
      // Once the page has heard of the annotation.
      setTimeout(() => void this.#handOver(note, id));
    }
    return answer;
  }
}

function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Resolves once what was changed on the page up to now has been painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
