// The reading cursor: a selection that arrows move from unit to unit of the text, and that
// grows and shrinks by units. What it stands on is selected as with the mouse, so whatever
// can be done with a selection can be done with it. Draws nothing.

import type { Span } from "$lib/state/document.svelte";
import type { Ends } from "$lib/text/selection";
import { READING_UNITS, type ReadingUnit } from "$lib/text/units";
import type { ReadingPage } from "./page";

/** What the cursor needs of the reading view. */
export interface CursorHost {
  readonly page: ReadingPage | null;
  /** What is selected; null where nothing is. */
  readonly selection: Span | null;
  /** Where reading goes on without a selection: the open annotation, else the caret, else the top of the view. */
  readonly place: Span | null;
  selectEnds(ends: Ends): void;
  clearSelection(): void;
}

/** One step of growing: what was selected before, and what it became. */
interface Growth {
  readonly before: Span;
  readonly unit: ReadingUnit | null;
  readonly after: Span;
}

/** A selection that is being extended: the unit it began with and the one it reaches to. */
interface Reach {
  readonly anchor: Span;
  readonly focus: Span;
}

export class ReadingCursor {
  /** What arrows move by; null while they scroll. */
  unit: ReadingUnit | null = $state(null);
  /** Said to who cannot see the selection. */
  announced: Span | null = $state.raw(null);

  readonly #host: CursorHost;
  #lastUnit: ReadingUnit = "sentence";
  #growths: Growth[] = [];
  #reach: Reach | null = null;
  /** Resolves once the keys pressed so far have been answered; null when they are. */
  #pending: Promise<void> | null = null;

  constructor(host: CursorHost) {
    this.#host = host;
  }

  get isOn(): boolean {
    return this.unit !== null;
  }

  /** Shows the cursor: on what is selected, else on the unit at the place where reading goes on. */
  begin(): void {
    // At once: the next key may come before the text has been asked for.
    const unit = (this.unit = this.#lastUnit);
    this.#next(async (page) => {
      const { selection, place } = this.#host;
      if (selection) {
        this.announced = selection;
        page.units.prepare(selection.start);
        return;
      }
      const at = place?.start ?? 0;
      // Of what begins above the view only the end would be seen.
      const isAtTop = at === page.scrolling.place.offset && at > 0;
      const found = isAtTop
        ? ((await page.units.unitAfter(at, unit)) ?? (await page.units.unitFrom(at, unit)))
        : await page.units.unitFrom(at, unit);
      if (found && this.isOn) this.#show(found);
    });
  }

  /** Takes the cursor away, and what it has selected with it. */
  leave(): void {
    this.unit = null;
    this.announced = null;
    this.#host.clearSelection();
  }

  /** Goes on to the next unit (1) or back to the one before (-1). */
  move(step: 1 | -1, unit = this.unit): void {
    if (unit === null) return;
    this.#next(async (page) => {
      const from = this.#from();
      const found = await (step > 0
        ? page.units.unitAfter(from.end, unit)
        : page.units.unitBefore(from.start, unit));
      if (found) this.#show(found);
    });
  }

  /** Goes to the unit one line up or down. */
  moveLine(step: 1 | -1, lineAway: (from: number) => number): void {
    const { unit } = this;
    if (unit === null) return;
    this.#next(async (page) => {
      const { start, end } = this.#from();
      const at = lineAway(step > 0 ? Math.max(start, end - 1) : start);
      const found = await page.units.unitAt(at, unit);
      if (!found) return;
      // At the last line of all there is nothing below: what is gone to lies on the asked side or is not gone to.
      if (step > 0 ? found.end > end : found.start < start) this.#show(found);
    });
  }

  /** Goes to the first (-1) or the last unit of the text. */
  moveToEdge(step: 1 | -1): void {
    const { unit } = this;
    if (unit === null) return;
    this.#next(async (page) => {
      const found = await (step < 0
        ? page.units.unitAfter(0, unit)
        : page.units.unitBefore(page.offsets.length, unit));
      if (found) this.#show(found);
    });
  }

  /** Extends the selection by a unit in a direction, or takes the last one back. */
  extend(step: 1 | -1, unit = this.unit): void {
    if (unit === null) return;
    this.#next(async (page) => {
      const { anchor, focus } = await this.#reachNow(page, unit);
      const to = await (step > 0
        ? page.units.unitAfter(focus.end, unit)
        : page.units.unitBefore(focus.start, unit));
      if (!to) return;
      this.#reach = { anchor, focus: to };
      const isForward = to.start >= anchor.start;
      this.#host.selectEnds(
        isForward
          ? { anchor: anchor.start, focus: Math.max(anchor.end, to.end) }
          : { anchor: anchor.end, focus: to.start },
      );
      this.announced = to;
      page.scrolling.revealAhead(isForward ? to.end : to.start);
      page.units.prepare(to.start);
    });
  }

  /** Grows the selection (or the place where reading goes on) to the next larger unit. */
  grow(): void {
    this.#next(async (page) => {
      const { selection, place } = this.#host;
      const before = selection ?? place;
      if (!before) return;
      const grown = await page.units.grow(before);
      if (!grown) return;
      const isGoingOn = selection !== null && isSame(this.#growths.at(-1)?.after, selection);
      const growths = isGoingOn ? this.#growths : [];
      const from = selection ?? { start: before.start, end: before.start };
      const growth = { before: from, unit: this.unit, after: grown.span };
      this.#resize(page, grown.span, grown.unit);
      this.#growths = [...growths, growth];
    });
  }

  /** Takes the last growing back; without one goes to the next smaller unit at the beginning. */
  shrink(): void {
    this.#next(async (page) => {
      const { selection } = this.#host;
      if (!selection) return;
      const last = this.#growths.at(-1);
      if (last && isSame(last.after, selection)) {
        const growths = this.#growths.slice(0, -1);
        if (last.before.end > last.before.start) this.#resize(page, last.before, last.unit);
        else this.#host.clearSelection();
        this.#growths = growths;
        return;
      }
      const smaller = await page.units.shrink(selection);
      if (smaller) this.#resize(page, smaller.span, smaller.unit);
    });
  }

  /** Goes on in the next larger unit (1) or the next smaller one (-1). */
  step(by: 1 | -1): void {
    this.#next(async (page) => {
      if (this.unit === null) return;
      const unit = READING_UNITS[READING_UNITS.indexOf(this.unit) + by];
      if (unit) await this.#stand(page, unit);
    });
  }

  /** Goes on in another unit. */
  change(unit: ReadingUnit): void {
    this.#next((page) => this.#stand(page, unit));
  }

  /** Stands on the unit at the beginning of what is selected, or on the first behind it. */
  async #stand(page: ReadingPage, unit: ReadingUnit): Promise<void> {
    this.unit = this.#lastUnit = unit;
    const found = await page.units.unitFrom(this.#from().start, unit);
    if (found) this.#show(found);
  }

  /** Does something once the keys pressed before have been answered: at once, as a rule. */
  afterMoves(act: () => void): void {
    if (this.#pending) void this.#pending.then(act);
    else act();
  }

  /** The text changed: what is remembered of places in it is of no use any more. */
  forget(): void {
    this.#growths = [];
    this.#reach = null;
  }

  #resize(page: ReadingPage, span: Span, unit: ReadingUnit | null): void {
    if (this.unit !== null && unit !== null) this.unit = this.#lastUnit = unit;
    this.#host.selectEnds({ anchor: span.start, focus: span.end });
    this.#reach = null;
    this.announced = span;
    page.scrolling.revealAny(span);
  }

  #show(span: Span): void {
    const { page } = this.#host;
    if (!page) return;
    this.#host.selectEnds({ anchor: span.start, focus: span.end });
    this.#growths = [];
    this.#reach = { anchor: span, focus: span };
    this.announced = span;
    page.scrolling.revealSpan(span);
    page.units.prepare(span.start);
  }

  #from(): Span {
    return this.#host.selection ?? this.#host.place ?? { start: 0, end: 0 };
  }

  /** How far the selection reaches: as it was extended, or from its first unit to its last where it was made otherwise. */
  async #reachNow(page: ReadingPage, unit: ReadingUnit): Promise<Reach> {
    const from = this.#from();
    const reach = this.#reach;
    if (reach && isSame(hullOf(reach), from)) return reach;
    const first = (await page.units.unitAt(from.start, unit)) ?? from;
    const last = (await page.units.unitAt(Math.max(from.start, from.end - 1), unit)) ?? from;
    const anchor = { start: from.start, end: Math.max(from.start, Math.min(first.end, from.end)) };
    return { anchor, focus: { start: Math.max(last.start, from.start), end: from.end } };
  }

  /** Answers a key after those before it: before the next one where everything it needs is known. */
  #next(act: (page: ReadingPage) => Promise<void>): void {
    const run = async (): Promise<void> => {
      const { page } = this.#host;
      if (page) await act(page);
    };
    const done = (this.#pending ?? Promise.resolve()).then(run).finally(() => {
      if (this.#pending === done) this.#pending = null;
    });
    this.#pending = done;
  }
}

function hullOf({ anchor, focus }: Reach): Span {
  return { start: Math.min(anchor.start, focus.start), end: Math.max(anchor.end, focus.end) };
}

function isSame(a: Span | undefined, b: Span): boolean {
  return a?.start === b.start && a.end === b.end;
}
