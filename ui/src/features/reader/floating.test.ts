import { describe, expect, it } from "vitest";
import { placeAtPoint, placeBeside, type Box } from "./floating";

const viewport: Box = { left: 0, top: 50, right: 800, bottom: 650 };
const size = { width: 200, height: 40 };

function line(top: number, left = 100, right = 500): Box {
  return { left, right, top, bottom: top + 30 };
}

describe("floating beside a passage", () => {
  it("stands above, centred on the line", () => {
    expect(placeBeside(line(300), line(300), size, viewport, "above")).toEqual({
      left: 200,
      top: 252,
      side: "above",
    });
  });

  it("goes below where there is no room above", () => {
    expect(placeBeside(line(60), line(90), size, viewport, "above")).toMatchObject({
      top: 128,
      side: "below",
    });
  });

  it("goes above where there is no room below", () => {
    expect(placeBeside(line(500), line(600), size, viewport, "below")).toMatchObject({
      top: 452,
      side: "above",
    });
  });

  it("stays inside the viewport when the passage fills it", () => {
    expect(placeBeside(line(-900), line(2000), size, viewport, "above")).toMatchObject({
      top: 58,
      side: "inside",
    });
    expect(placeBeside(line(-900), line(2000), size, viewport, "below")).toMatchObject({
      top: 602,
      side: "inside",
    });
  });

  it("never leaves the viewport sideways", () => {
    expect(placeBeside(line(300, 0, 20), line(300, 0, 20), size, viewport, "above").left).toBe(8);
    expect(placeBeside(line(300, 780, 800), line(300, 780, 800), size, viewport, "above").left).toBe(592);
  });
});

describe("a menu at a point", () => {
  it("turns inward at the edges of the window", () => {
    expect(placeAtPoint(10, 60, size, viewport)).toEqual({ left: 10, top: 60 });
    expect(placeAtPoint(790, 640, size, viewport)).toEqual({ left: 590, top: 602 });
  });
});
