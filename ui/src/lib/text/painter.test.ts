import { describe, expect, it } from "vitest";
import type { Layer } from "./looks";
import { Offsets } from "./offsets";
import { MarkPainter } from "./painter";

function highlight(id: string, start: number, end: number): Layer {
  return { id, start, end, style: { mark: "fill", colour: "yellow" } };
}

describe("painting a block", () => {
  it("writes plain text as one text node", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁"));
    const body = document.createElement("p");
    painter.paint(body, { start: 1, end: 3 }, []);
    expect(body.innerHTML).toBe("乙丙");
    expect(body.childNodes).toHaveLength(1);
  });

  it("wraps annotated text in flat marks and loses no character", () => {
    const text = "𠮷野家的👩‍👩‍👧 said é <b>";
    const offsets = new Offsets(text);
    const painter = new MarkPainter(offsets);
    const body = document.createElement("p");
    painter.paint(body, { start: 0, end: offsets.length }, [highlight("a", 1, 6), highlight("b", 3, 12)]);
    expect(body.textContent).toBe(text);
    expect(body.querySelectorAll("mark")).toHaveLength(3);
    expect(body.querySelector("mark mark")).toBeNull();
    expect(painter.piecesOf(body).map((piece) => piece.layers.join(""))).toEqual(["", "a", "ab", "b", ""]);
  });

  it("knows which characters each node holds, in UTF-16 units of the whole text", () => {
    const painter = new MarkPainter(new Offsets("𠮷𠮷甲乙丙"));
    const body = document.createElement("p");
    painter.paint(body, { start: 1, end: 5 }, [highlight("a", 2, 4)]);
    expect(painter.piecesOf(body).map((piece) => [piece.start, piece.end])).toEqual([
      [2, 4],
      [4, 6],
      [6, 7],
    ]);
    const node = body.querySelector("mark")?.firstChild;
    expect(node && painter.pieceAt(node)?.start).toBe(4);
    expect(painter.pieceAt(document.createTextNode("甲"))).toBeNull();
  });

  it("emphasises the active annotation without painting again", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁"));
    const body = document.createElement("p");
    painter.paint(body, { start: 0, end: 4 }, [highlight("a", 0, 2), highlight("b", 1, 3)]);
    painter.emphasise(body, "b");
    const active = (): (string | null)[] =>
      [...body.querySelectorAll(".is-active")].map((element) => element.textContent);
    expect(active()).toEqual(["乙", "丙"]);
    painter.emphasise(body, null);
    expect(active()).toEqual([]);
    expect(painter.paintCount).toBe(1);
  });

  const classesOf = (body: HTMLElement): string[] =>
    [...body.querySelectorAll("mark")].map((mark) => mark.className);

  it("lights some annotations without painting again, and puts all back as it was", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁戊"));
    const body = document.createElement("p");
    const red: Layer = { id: "b", start: 1, end: 4, style: { mark: "fill", colour: "red" } };
    painter.paint(body, { start: 0, end: 5 }, [highlight("a", 0, 2), red]);
    const before = body.innerHTML;
    painter.emphasise(body, "b");
    painter.light(body, new Set(["b"]));
    expect(classesOf(body)).toEqual([
      "mark fill-yellow",
      "mark fill-red is-active is-lit",
      "mark fill-red is-active is-lit",
    ]);
    painter.emphasise(body, null);
    painter.light(body, null);
    expect(body.innerHTML).toBe(before);
    expect(painter.paintCount).toBe(1);
  });

  it("paints faint what is not asked for", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁戊"));
    const body = document.createElement("p");
    painter.setPalette({ isFaint: (id) => id === "a", isPatterned: false });
    painter.paint(body, { start: 0, end: 5 }, [highlight("a", 0, 2), highlight("b", 3, 4)]);
    expect(classesOf(body)).toEqual(["mark fill-yellow is-faint", "mark fill-yellow"]);
  });

  it("says where more lie over one another than can be seen", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁戊"), { crowded: (count) => `${count} here` });
    const body = document.createElement("p");
    const many = Array.from({ length: 8 }, (_, at) => highlight(String(at), 1, 4));
    painter.paint(body, { start: 0, end: 5 }, many);
    const mark = body.querySelector("mark");
    expect(mark?.title).toBe("8 here");
    expect(mark?.dataset["more"]).toBe("+2");
  });

  it("says how many more there are where it is more than was said before it", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁戊"), { crowded: (count) => `${count} here` });
    const body = document.createElement("p");
    const six = Array.from({ length: 6 }, (_, at) => highlight(String(at), 0, 5));
    const more = [highlight("a", 0, 3), highlight("b", 1, 2), highlight("c", 4, 5)];
    painter.paint(body, { start: 0, end: 5 }, [...six, ...more]);
    const marks = [...body.querySelectorAll("mark")];
    expect(marks.map((mark) => mark.dataset["more"])).toEqual(["+1", "+2", undefined, undefined, "+1"]);
    expect(marks.map((mark) => mark.title)).toEqual(["7 here", "8 here", "7 here", "", "7 here"]);
    const before = marks.map((mark) => mark.classList.contains("is-crowded"));
    painter.light(body, new Set(["1"]));
    expect(marks.map((mark) => mark.classList.contains("is-crowded"))).toEqual(before);
  });

  it("shows what a search found, inside annotations too", () => {
    const painter = new MarkPainter(new Offsets("甲乙丙丁戊"));
    const body = document.createElement("p");
    const hits = [
      { start: 0, end: 1, isCurrent: false },
      { start: 2, end: 4, isCurrent: true },
    ];
    painter.paint(body, { start: 0, end: 5 }, [highlight("a", 3, 5)], hits);
    expect(body.textContent).toBe("甲乙丙丁戊");
    const found = (name: string): (string | null)[] =>
      [...body.querySelectorAll(name)].map((element) => element.textContent);
    expect(found(".found")).toEqual(["甲", "丙", "丁"]);
    expect(found(".found.is-current")).toEqual(["丙", "丁"]);
    expect(found("mark")).toEqual(["丁", "戊"]);
    expect(found("mark .found")).toEqual(["丁"]);
    expect(painter.piecesOf(body).map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
    painter.paint(body, { start: 0, end: 5 }, []);
    expect(body.querySelector(".found")).toBeNull();
  });
});
