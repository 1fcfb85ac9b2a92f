// Owns which orphan of the open document is being looked after, where its passage may be, and linking it there again.
import { call } from "../api/client";
import type { Annotation, CandidateView, Candidates, OrphanPlace } from "../api/generated";
import { t } from "../messages/index.svelte";
import { app } from "./app.svelte";
import type { OpenDocument, Span } from "./document.svelte";
import { reportError } from "./errors";

/** The orphans of one document while their tray is open. */
export class OrphanTray {
  readonly document: OpenDocument;
  /** The orphan that is looked after. */
  current: string | null = $state(null);
  /** Which of its candidates is shown in the text; -1 for none. */
  shown: number = $state(-1);

  /** By orphan; null while they are looked for. As of the revision that is shown. */
  #found: ReadonlyMap<string, Candidates | null> = $state.raw(new Map());
  /** By orphan: who spoke where it stood, and in which section. */
  #places: ReadonlyMap<string, OrphanPlace> = $state.raw(new Map());
  #revision = "";
  #isLinking = false;

  constructor(document: OpenDocument) {
    this.document = document;
  }

  get annotation(): Annotation | null {
    return this.document.orphans.find(({ id }) => id === this.current) ?? null;
  }

  /** Where an orphan's passage may be; null while that is not known. */
  candidatesOf(id: string): Candidates | null {
    return this.#found.get(id) ?? null;
  }

  /** Where an orphan stood last; null while that is not known. */
  placeOf(id: string): OrphanPlace | null {
    return this.#places.get(id) ?? null;
  }

  /** Asks where the orphans stood, unless that is known of all of them. */
  async locate(): Promise<void> {
    const { id, orphans } = this.document;
    if (orphans.every((orphan) => this.#places.has(orphan.id))) return;
    try {
      const places = await call("orphan_places", { document: id });
      this.#places = new Map(places.map((place) => [place.annotation, place]));
    } catch (reason) {
      reportError(reason);
    }
  }

  /** Looks after an orphan: finds its candidates. */
  async choose(id: string | null): Promise<void> {
    if (this.current !== id) this.shown = -1;
    this.current = id;
    const { revision } = this.document.view;
    if (this.#revision !== revision) {
      // Places of another text are no places of this one.
      this.#revision = revision;
      this.#found = new Map();
      this.shown = -1;
    }
    if (id === null || this.#found.has(id)) return;
    this.#found = new Map(this.#found).set(id, null);
    try {
      const found = await call("annotation_candidates", { annotation: id });
      if (this.#revision === revision) this.#found = new Map(this.#found).set(id, found);
    } catch (reason) {
      const rest = new Map(this.#found);
      rest.delete(id);
      this.#found = rest;
      reportError(reason);
    }
  }

  /** Shows one of the current orphan's candidates in the text. */
  show(index: number): void {
    const candidate = this.#candidates[index];
    if (candidate === undefined) return;
    this.shown = index;
    this.document.goTo(candidate.place);
  }

  /** Shows the next candidate, or the one before. */
  step(by: number): void {
    const { length } = this.#candidates;
    if (length > 0) this.show(Math.max(0, Math.min(length - 1, this.shown + by)));
  }

  /** Links the current orphan to a candidate, which is shown; -1 for the one that is shown, or the likeliest. */
  async linkTo(index: number): Promise<boolean> {
    const at = index >= 0 ? index : Math.max(0, this.shown);
    const candidate = this.#candidates[at];
    if (candidate === undefined) return false;
    this.shown = at;
    return this.#link(candidate.place);
  }

  /** Links the current orphan to what is selected in the text. */
  async linkToSelection(): Promise<boolean> {
    const { selection } = this.document;
    return selection === null ? false : this.#link(selection);
  }

  get #candidates(): readonly CandidateView[] {
    return this.current === null ? [] : (this.candidatesOf(this.current)?.candidates ?? []);
  }

  async #link({ start, end }: Span): Promise<boolean> {
    const { document, current } = this;
    if (current === null || this.#isLinking || app.readOnly !== null) return false;
    this.#isLinking = true;
    const { revision } = document.view;
    const answer = await app.perform(
      call("annotation_relink", { annotation: current, revision, start, end }),
    );
    this.#isLinking = false;
    if (answer === null) return false;
    document.selection = null;
    document.goTo({ start, end });
    if (answer.change !== null) app.offerUndo(t.orphans.linked, answer.change);
    return true;
  }
}
