import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";
import { applySplices, Carrier, type Splice } from "./splices";
import { Typing, type FieldState } from "./typing";

const splice = (start: number, removed: number, inserted: string): Splice => ({ start, removed, inserted });

/** A text field as an engine has it: its text, its selection, and its undo. */
class Field {
  readonly typing: Typing;
  text: string;
  start = 0;
  end = 0;
  #past: FieldState[] = [];
  #future: FieldState[] = [];

  constructor(text: string) {
    this.text = text;
    this.typing = new Typing(text);
  }

  select(start: number, end = start): this {
    [this.start, this.end] = [start, end];
    return this;
  }

  type(text: string): this {
    return this.#do("insertText", this.start, this.end, text);
  }

  paste(text: string): this {
    return this.#do("insertFromPaste", this.start, this.end, text);
  }

  cut(): this {
    return this.#do("deleteByCut", this.start, this.end, "");
  }

  backspace(characters = 1): this {
    const { start, end } = this;
    const from = start < end ? start : Math.max(0, start - characters);
    return this.#do("deleteContentBackward", from, end, "");
  }

  delete(characters = 1): this {
    const { start, end } = this;
    const to = start < end ? end : Math.min(this.text.length, end + characters);
    return this.#do("deleteContentForward", start, to, "");
  }

  /** Back to the end of the sentence before, or on to the end of this one. */
  deleteWord(direction: "back" | "on"): this {
    const { start, end, text } = this;
    if (direction === "back") {
      const from = Math.max(0, text.lastIndexOf("。", start - 2) + 1);
      return this.#do("deleteWordBackward", Math.min(from, start), end, "");
    }
    const stop = text.indexOf("。", end);
    return this.#do("deleteWordForward", start, stop < 0 ? text.length : stop + 1, "");
  }

  /** An input method shows one state after the other in the place of what is selected. */
  compose(states: readonly string[]): this {
    this.#keep();
    const { start, end, text } = this;
    this.typing.beginComposing(start, end);
    for (const state of states) {
      this.typing.expect(this.start, this.end);
      this.text = text.slice(0, start) + state + text.slice(end);
      this.select(start + state.length);
      this.#say("insertCompositionText");
    }
    this.typing.endComposing();
    return this;
  }

  /** What is selected is dragged to a place; some engines tell it as one event. */
  drag(to: number, isOneEvent: boolean): this {
    this.#keep();
    const { start, end } = this;
    const words = this.text.slice(start, end);
    const place = to > start ? to - words.length : to;
    this.typing.expect(start, end);
    this.text = this.text.slice(0, start) + this.text.slice(end);
    if (!isOneEvent) {
      this.select(start).#say("deleteByDrag");
      this.typing.expect(place, place);
    }
    this.text = this.text.slice(0, place) + words + this.text.slice(place);
    this.select(place, place + words.length).#say("insertFromDrop");
    return this;
  }

  undo(): this {
    return this.#step(this.#past, this.#future, "historyUndo");
  }

  redo(): this {
    return this.#step(this.#future, this.#past, "historyRedo");
  }

  #do(kind: string, start: number, end: number, text: string): this {
    this.#keep();
    this.typing.expect(this.start, this.end);
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.select(start + text.length).#say(kind);
    return this;
  }

  #keep(): void {
    this.#past.push({ text: this.text, start: this.start, end: this.end });
    this.#future = [];
  }

  #step(from: FieldState[], to: FieldState[], kind: string): this {
    const state = from.pop();
    if (state === undefined) return this;
    to.push({ text: this.text, start: this.start, end: this.end });
    this.text = state.text;
    this.select(state.start, state.end).#say(kind);
    return this;
  }

  #say(kind: string): void {
    this.typing.follow({ text: this.text, start: this.start, end: this.end }, kind);
  }
}

const TWICE = "我不知道。我不知道。後來我就走了。";

describe("what was done in a field", () => {
  const cases: [name: string, done: Field, expected: Splice[]][] = [
    ["nothing", new Field(TWICE), []],
    [
      "the first of two equal sentences went, character by character",
      new Field(TWICE).delete().delete().delete().delete().delete(),
      [splice(0, 5, "")],
    ],
    [
      "the second went, backwards",
      new Field(TWICE).select(10).backspace().backspace().backspace().backspace().backspace(),
      [splice(5, 5, "")],
    ],
    ["a word went at once", new Field("對對 對對").select(3).delete(2), [splice(3, 2, "")]],
    ["the first of three went", new Field("對對對，我知道。").delete(), [splice(0, 1, "")]],
    [
      "both ends",
      new Field("對對對").type("a").type("b").select(5).type("c").type("d"),
      [splice(0, 0, "ab"), splice(3, 0, "cd")],
    ],
    ["what was selected is cut", new Field(TWICE).select(5, 10).cut(), [splice(5, 5, "")]],
    [
      "what was cut is pasted elsewhere",
      new Field("一二三一二三").select(0, 3).cut().select(3).paste("一二三"),
      [splice(0, 3, ""), splice(6, 0, "一二三")],
    ],
    ["what is selected is replaced", new Field("對對對").select(1, 2).type("錯"), [splice(1, 1, "錯")]],
    [
      "what was replaced by itself in part",
      new Field("我不知道").select(0, 4).paste("我不大知道"),
      [splice(2, 0, "大")],
    ],
    ["it came and went", new Field(TWICE).select(5).type("x").backspace(), []],
    ["it went and came", new Field("對對對").select(1, 2).cut().type("對"), []],
    ["a line end", new Field("一二").select(1).type("\n"), [splice(1, 0, "\n")]],
    [
      "an input method, in the place of a selection",
      new Field("對對對").select(1, 2).compose(["c", "cu", "cuo", "錯"]),
      [splice(1, 1, "錯")],
    ],
    ["an input method that is called off", new Field("對對").select(1).compose(["d", "du", ""]), []],
    [
      "an input method between what looks like it",
      new Field("對對").select(1).compose(["對", "對對", "對"]),
      [splice(1, 0, "對")],
    ],
    [
      "dragged on",
      new Field("對對錯對對").select(0, 2).drag(5, false),
      [splice(0, 2, ""), splice(5, 0, "對對")],
    ],
    [
      "dragged, in one event",
      new Field("甲乙丙丁").select(0, 1).drag(3, true),
      [splice(0, 1, ""), splice(3, 0, "甲")],
    ],
    [
      "dragged over what it looks like, in one event",
      new Field("我對對").select(0, 2).drag(3, true),
      [splice(0, 2, ""), splice(3, 0, "我對")],
    ],
    [
      "dragged back, in one event",
      new Field("甲乙丙丁").select(3, 4).drag(1, true),
      [splice(1, 0, "丁"), splice(3, 1, "")],
    ],
    ["deleted and undone", new Field(TWICE).select(0, 5).cut().undo(), []],
    [
      "dragged to where it looks the same, and undone",
      new Field("我我").select(0, 1).drag(2, false).undo(),
      [],
    ],
    [
      "dragged to where it looks the same, something pasted over itself, and that undone",
      new Field("我我").select(0, 1).drag(2, false).select(0, 1).paste("我").undo(),
      [splice(0, 1, ""), splice(2, 0, "我")],
    ],
    ["undone and done again", new Field(TWICE).select(5, 10).cut().undo().redo(), [splice(5, 5, "")]],
    [
      "another one deleted instead",
      new Field(TWICE).select(0, 5).cut().undo().select(5, 10).cut(),
      [splice(5, 5, "")],
    ],
    [
      "characters of two halves that share one",
      new Field("𠮷𠮷").select(2, 4).type("𠮸"),
      [splice(1, 1, "𠮸")],
    ],
  ];
  for (const [name, { typing, text }, expected] of cases) {
    it(`is told: ${name}`, () => {
      expect(typing.splices).toEqual(expected);
      expect(typing.text).toBe(text);
    });
  }

  it("goes on from what was typed before a crash", () => {
    const typing = new Typing("對對對", "對對", [splice(0, 1, "")]);
    typing.expect(2, 2);
    typing.follow({ text: "對對！", start: 3, end: 3 }, "insertText");
    expect(typing.splices).toEqual([splice(0, 1, ""), splice(3, 0, "！")]);
  });

  it("is guessed where nobody said it, and keeps the words that can be told", () => {
    const typing = new Typing("他說那一年的事情，我不知道。");
    const text = "後來他說，那一年的事情我都不知道了。";
    typing.follow({ text, start: text.length, end: text.length }, "");
    const carrier = new Carrier(typing.splices);
    const now = carrier.span({ start: 2, end: 8 });
    expect(text.slice(now.start, now.end)).toBe("那一年的事情");
  });

  it("includes what was put in without typing", () => {
    const { typing } = new Field("一二 三四").select(5).type("五");
    typing.replace(2, 3, "\n\n");
    expect([typing.text, typing.splices]).toEqual([
      "一二\n\n三四五",
      [splice(2, 1, "\n\n"), splice(5, 0, "五")],
    ]);
  });
});

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe("whatever is done", () => {
  // A text that repeats itself: which of its characters are left can only be known, not found out.
  for (let seed = 1; seed <= 150; seed += 1) {
    it(`every character is where a hand would have moved it (${seed})`, () => {
      const random = numbers(seed);
      const under = (limit: number): number => Math.floor(random.next().value * limit);
      const words = (most: number): string =>
        Array.from({ length: under(most + 1) }, () => "對我。"[under(3)]).join("");
      const original = words(12) || "對";
      const field = new Field(original);
      // Each character with its place in the original.
      type Letters = readonly (number | null)[];
      let letters: Letters = [...original].map((_, at) => at);
      let past: Letters[] = [];
      let future: Letters[] = [];
      const keep = (): void => {
        past = [...past, letters];
        future = [];
      };
      const put = (start: number, end: number, count: number): void => {
        letters = letters.toSpliced(start, end - start, ...Array.from({ length: count }, () => null));
      };
      const replace = (start: number, end: number, count: number): void => {
        keep();
        put(start, end, count);
      };
      for (let step = 0; step < 16; step += 1) {
        const [a, b] = [under(field.text.length + 1), under(field.text.length + 1)];
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const kind = under(11);
        if (kind === 0) {
          const text = words(1) || "我";
          replace(start, start, text.length);
          field.select(start).type(text);
        } else if (kind === 1 && start < field.text.length) {
          replace(start, start + 1, 0);
          field.select(start).delete();
        } else if (kind === 2 && start > 0) {
          replace(start - 1, start, 0);
          field.select(start).backspace();
        } else if (kind === 3 && start < end) {
          replace(start, end, 0);
          field.select(start, end).cut();
        } else if (kind === 4) {
          const text = words(2) || "對";
          replace(start, start, text.length);
          field.select(start).compose(["d", "du", "", text]);
        } else if (kind === 5 && past.length > 0) {
          future = [...future, letters];
          letters = past.at(-1) ?? letters;
          past = past.slice(0, -1);
          field.undo();
        } else if (kind === 6 && future.length > 0) {
          past = [...past, letters];
          letters = future.at(-1) ?? letters;
          future = future.slice(0, -1);
          field.redo();
        } else if (kind === 7) {
          // Over what is selected, or where nothing is.
          const text = words(5) || "我";
          replace(start, end, text.length);
          field.select(start, end).paste(text);
        } else if (kind === 8 && start < end) {
          const outside = [...Array(field.text.length + 1).keys()].filter((to) => to < start || to > end);
          const to = outside[under(outside.length)];
          if (to === undefined) continue;
          const isOneEvent = under(2) === 0;
          const [before, text] = [letters, field.text];
          const place = to > start ? to - (end - start) : to;
          replace(start, end, 0);
          put(place, place, end - start);
          field.select(start, end).drag(to, isOneEvent);
          // Nothing has happened that anybody could see.
          if (isOneEvent && field.text === text) letters = before;
        } else if (kind === 9) {
          const direction = under(2) === 0 ? "back" : "on";
          const length = field.text.length;
          const at = direction === "back" ? Math.max(1, start) : Math.min(start, length - 1);
          if (length === 0) continue;
          field.select(at).deleteWord(direction);
          const gone = length - field.text.length;
          replace(direction === "back" ? at - gone : at, direction === "back" ? at : at + gone, 0);
        } else if (kind === 10 && start < end) {
          // In the place of what is selected, and sometimes called off.
          const text = under(3) === 0 ? "" : words(3);
          replace(start, end, text.length);
          field.select(start, end).compose(["w", "wo", text]);
        }
        const { splices } = field.typing;
        expect(applySplices(new Offsets(original), splices)).toBe(field.text);
        // What the splices leave is what is left, as far as what came is not what had gone there.
        const left = letters.filter((origin) => origin !== null);
        const kept = [...original]
          .map((_, at) => at)
          .filter((at) => !splices.some((s) => at >= s.start && at < s.start + s.removed));
        expect(kept).toEqual(expect.arrayContaining(left));
        const carrier = new Carrier(splices);
        for (const at of left) {
          expect(carrier.point(at)).toBe(letters.indexOf(at));
        }
      }
    });
  }
});
