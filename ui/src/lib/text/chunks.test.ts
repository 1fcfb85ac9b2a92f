import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChunkedView, type ChunkSource } from "./chunks";
import { planChunks } from "./plan";

const VIEWPORT = 500;
const ORIGIN = 100;
const GUESS_PER_BLOCK = 40;

/** Blocks differ in height, and all from the guess. */
const heightOf = (block: number): number => 30 + ((block * 37) % 50);

let frames: FrameRequestCallback[] = [];

function runFrames(): void {
  for (let round = 0; round < 200 && frames.length > 0; round++) {
    const due = frames;
    frames = [];
    for (const frame of due) frame(0);
  }
}

/** A document of `count` blocks in a pretended layout: a DOM without one cannot tell where things are. */
class Bench {
  readonly scroller = document.createElement("div");
  readonly column = document.createElement("div");
  readonly view: ChunkedView;
  readonly drawn: number[] = [];

  constructor(count: number) {
    this.scroller.append(this.column);
    document.body.replaceChildren(this.scroller);
    Object.defineProperty(this.scroller, "clientHeight", { value: VIEWPORT });
    let top = 0;
    Object.defineProperty(this.scroller, "scrollTop", {
      get: () => top,
      set: (value: number) => (top = Math.max(0, value)),
    });
    const rectOf = (element: Element): DOMRect => this.#rectOf(element);
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
      return rectOf(this);
    });
    const source: ChunkSource = {
      chunks: planChunks(Array.from({ length: count }, () => 10)),
      build: (block) => {
        this.drawn.push(block);
        const element = document.createElement("p");
        element.dataset["block"] = String(block);
        return element;
      },
      guess: (chunk) => (chunk.end - chunk.first) * GUESS_PER_BLOCK,
      onLayout: () => undefined,
    };
    this.view = new ChunkedView(this.scroller, this.column, source);
    this.view.relayout();
    runFrames();
  }

  scrollBy(pixels: number): void {
    this.scroller.scrollTop += pixels;
    this.scroller.dispatchEvent(new Event("scroll"));
  }

  topOf(block: number): number | null {
    return this.view.elementOf(block)?.getBoundingClientRect().top ?? null;
  }

  #heightOfBox(box: Element): number {
    if (box.children.length === 0) return Number.parseFloat((box as HTMLElement).style.height) || 0;
    return [...box.children].reduce(
      (sum, each) => sum + heightOf(Number((each as HTMLElement).dataset["block"])),
      0,
    );
  }

  #rectOf(element: Element): DOMRect {
    if (element === this.scroller) return new DOMRect(0, 0, 800, VIEWPORT);
    let top = ORIGIN - this.scroller.scrollTop;
    if (element === this.column) return new DOMRect(0, top, 800, 0);
    const box = element.parentElement === this.column ? element : element.parentElement;
    for (const each of this.column.children) {
      if (each === box) break;
      top += this.#heightOfBox(each);
    }
    if (element === box) return new DOMRect(0, top, 800, this.#heightOfBox(box));
    for (const each of box?.children ?? []) {
      if (each === element) break;
      top += heightOf(Number((each as HTMLElement).dataset["block"]));
    }
    return new DOMRect(0, top, 800, heightOf(Number((element as HTMLElement).dataset["block"])));
  }
}

describe("the lazy column", () => {
  beforeEach(() => {
    frames = [];
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    vi.stubGlobal("cancelAnimationFrame", () => undefined);
  });

  afterEach(() => {
    document.getSelection()?.removeAllRanges();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("draws only what is near the viewport", () => {
    const bench = new Bench(10_000);
    expect(bench.view.elementOf(0)).not.toBeNull();
    expect(bench.drawn.length).toBeLessThan(120);
  });

  it("fills the viewport at once after a jump to anywhere", () => {
    const bench = new Bench(10_000);
    for (const share of [0.5, 0.93, 0.11]) {
      bench.scroller.scrollTop = share * 400_000;
      bench.scroller.dispatchEvent(new Event("scroll"));
      const seen = [...bench.view.drawnBlocks()].filter((block) => {
        const top = bench.topOf(block) ?? -1;
        return top < VIEWPORT && top + heightOf(block) > 0;
      });
      const covered = seen.reduce((sum, block) => sum + heightOf(block), 0);
      expect(covered).toBeGreaterThanOrEqual(VIEWPORT);
    }
  });

  it("keeps what is read still when chunks above turn out of another height", () => {
    const bench = new Bench(10_000);
    bench.scroller.scrollTop = 200_000;
    bench.scroller.dispatchEvent(new Event("scroll"));
    for (let step = 0; step < 60; step++) {
      const block = bench.view.blockAtTop() ?? 0;
      const before = bench.topOf(block) ?? 0;
      bench.scrollBy(-97);
      runFrames();
      expect(bench.topOf(block)).toBeCloseTo(before + 97, 0);
    }
  });

  it("brings any block to the top of the viewport", () => {
    const bench = new Bench(10_000);
    for (const block of [5000, 9990, 3, 7431, 7440]) {
      bench.view.bring(block);
      runFrames();
      expect(bench.topOf(block)).toBeCloseTo(0, 0);
    }
  });

  it("drops what is far away, but never a chunk in which the selection ends", () => {
    const bench = new Bench(10_000);
    const first = bench.view.elementOf(2);
    first?.append("text");
    document.getSelection()?.setBaseAndExtent(first as Node, 0, first as Node, 1);
    bench.view.bring(5000);
    runFrames();
    bench.view.bring(9000);
    runFrames();
    expect(bench.view.elementOf(2)).toBe(first);
    expect(bench.view.elementOf(5000)).toBeNull();
    document.getSelection()?.removeAllRanges();
    bench.scrollBy(10);
    runFrames();
    expect(bench.view.elementOf(2)).toBeNull();
  });

  it("tells which block an undrawn box begins with", () => {
    const bench = new Bench(100);
    const [, box, next] = bench.column.children;
    expect(bench.view.blockOfBox(box as Element)).toBe(0);
    expect(bench.view.blockOfBox(next as Element)).toBe(5);
    expect(bench.view.blockOfBox(bench.column.lastElementChild as Element)).toBe(
      Math.max(...bench.view.drawnBlocks()) + 1,
    );
    expect(bench.view.blockOfBox(bench.scroller)).toBeNull();
  });

  it("holds for a document without blocks", () => {
    const bench = new Bench(0);
    expect(bench.view.blockAtTop()).toBeNull();
    bench.view.bring(0);
  });
});
