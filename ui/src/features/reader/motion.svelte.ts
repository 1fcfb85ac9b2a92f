// Knows when what is drawn has moved and when the viewport leaps, so that what stands beside the text and floats over it
// finds its place anew, or waits.

/** Height of a band in pixels: about a screen. */
const BAND = 600;
/** So long after the frame of the last leap the viewport has come to rest, in milliseconds. */
const REST_MS = 80;

export class Motion {
  /** Counts changes of the layout: what floats over the page reads it and finds its place anew. */
  layout = $state(0);
  /** Counts movements of the viewport. */
  scrolled = $state(0);
  /** The part of the document near the viewport, in steps: what is only kept near it reads this, not every frame. */
  band = $state(0);
  /**
   * The viewport leaps: by more than a screen at a time, as when the bar is dragged, or by half a screen again and again,
   * as when Page Down is held. The text comes first then: notes beside it wait until it rests. With a hundred thousand
   * annotations they made a leap ten times as slow.
   */
  isLeaping = $state(false);

  #top = 0;
  /** The viewport moved by half a screen and more, and has not come to rest since. */
  #isUnderWay = false;
  #restFrame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** What is drawn has changed; the viewport of this height stands at `top`. */
  noteLayout(top: number, height: number): void {
    const moved = Math.abs(top - this.#top);
    if (moved > height / 2) {
      this.isLeaping ||= moved > height || this.#isUnderWay;
      this.#isUnderWay = true;
      this.#awaitRest();
    }
    this.#top = top;
    this.layout += 1;
  }

  /** The viewport moved to a height of the page. */
  noteScroll(top: number): void {
    this.#top = top;
    this.scrolled += 1;
    this.band = Math.round(top / BAND);
  }

  /**
   * The time runs from the frame after the leap has been painted: by the clock alone a frame that takes long would pass
   * for rest, and what is then made would make the next one longer still.
   */
  #awaitRest(): void {
    cancelAnimationFrame(this.#restFrame);
    clearTimeout(this.#rest);
    this.#restFrame = requestAnimationFrame(() => {
      this.#restFrame = requestAnimationFrame(() => {
        this.#rest = setTimeout(() => (this.isLeaping = this.#isUnderWay = false), REST_MS);
      });
    });
  }
}
