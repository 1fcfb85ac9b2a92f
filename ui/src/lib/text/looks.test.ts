import { describe, expect, it } from "vitest";
import type { Colour, Mark } from "$lib/api/generated";
import { lookOf, MOST_LAYERS, placeLayers, type Layer, type Look, type PlacedLayer } from "./looks";

function layer(id: string, start: number, end: number, mark: Mark, colour: Colour): Layer {
  return { id, start, end, style: { mark, colour } };
}

/** So many layers on one passage, in the colours of the palette by turns. */
function stack(count: number, mark: Mark = "fill"): PlacedLayer[] {
  const colours: Colour[] = ["yellow", "red", "green", "blue", "purple"];
  return placeLayers(
    Array.from({ length: count }, (_, at) =>
      layer(String(at), at, 99 - at, mark, colours[at % 5] ?? "yellow"),
    ),
  );
}

const lineCount = (look: Look): number => look.images?.image.match(/linear-gradient/g)?.length ?? 0;
const faint = (...ids: string[]) => ({ isFaint: (id: string) => ids.includes(id), isPatterned: false });

describe("the look of overlapping annotations", () => {
  it("needs only a class for a single fill or a single line", () => {
    const fill = placeLayers([layer("a", 0, 9, "fill", "green")]);
    expect(lookOf(fill)).toEqual({ classes: "mark fill-green", images: null, hidden: 0 });
    const line = placeLayers([layer("a", 0, 9, "underline", "blue")]);
    expect(lookOf(line)).toEqual({ classes: "mark line-blue", images: null, hidden: 0 });
  });

  it("blends fills in the order of the palette, whichever came first", () => {
    const one = placeLayers([layer("a", 0, 9, "fill", "blue"), layer("b", 2, 5, "fill", "yellow")]);
    const other = placeLayers([layer("a", 0, 9, "fill", "yellow"), layer("b", 2, 5, "fill", "blue")]);
    expect(lookOf(one)).toEqual(lookOf(other));
    expect(lookOf(one)).toEqual({ classes: "mark blend-yellow-blue", images: null, hidden: 0 });
  });

  it("paints the same colour twice when two annotations share it", () => {
    const twice = placeLayers([layer("a", 0, 9, "fill", "red"), layer("b", 2, 5, "fill", "red")]);
    expect(lookOf(twice).classes).toBe("mark blend-red-red");
  });

  it("turns a fourth fill into a line, over its whole length", () => {
    const colours: Colour[] = ["yellow", "red", "green", "blue"];
    const placed = placeLayers(
      colours.map((colour, index) => layer(colour, index, 20 + index, "fill", colour)),
    );
    expect(placed.map((each) => each.isFill)).toEqual([true, true, true, false]);
    expect(lookOf(placed.slice(3)).classes).toBe("mark line-blue");
  });

  it("keeps a line in its row, and the room below it, when the line above it has ended", () => {
    const placed = placeLayers([
      layer("a", 0, 10, "underline", "red"),
      layer("b", 5, 20, "underline", "blue"),
      layer("c", 20, 30, "underline", "green"),
    ]);
    expect(placed.map(({ row, rows }) => [row, rows])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
    const room = (layers: PlacedLayer[]) => lookOf(layers).images?.further?.room;
    expect(room(placed.slice(0, 1))).toBe("max(0px, var(--line-step) * 1 - var(--line-inset))");
    expect(room(placed.slice(1, 2))).toBe(room(placed.slice(0, 1)));
    expect(lookOf(placed.slice(2)).images).toBeNull();
  });

  it("lays lines over the fill below them", () => {
    const both = placeLayers([layer("a", 0, 9, "fill", "green"), layer("b", 2, 5, "underline", "red")]);
    expect(lookOf(both)).toMatchObject({ classes: "mark fill-green", images: { further: null } });
    expect(lookOf(both).images?.image).toBe("linear-gradient(var(--line-red), var(--line-red))");
  });
});

describe("many layers on one passage", () => {
  it("are three fills and three lines, each in a row of its own", () => {
    const look = lookOf(stack(MOST_LAYERS));
    expect(look.classes).toBe("mark blend-yellow-red-green");
    expect(lineCount(look)).toBe(3);
    expect(new Set(look.images?.position.split(", "))).toHaveLength(4);
    expect(look.hidden).toBe(0);
  });

  it("are six lines where all are lines", () => {
    const look = lookOf(stack(6, "underline"));
    expect(lineCount(look)).toBe(6);
    expect(look.hidden).toBe(0);
  });

  it("beyond six are counted", () => {
    for (const mark of ["fill", "underline"] as const) {
      const look = lookOf(stack(9, mark));
      expect(look.hidden).toBe(3);
    }
  });

  it("are counted also where the others have ended before it", () => {
    const [last] = stack(7, "underline").slice(6);
    expect(last && lookOf([last])).toMatchObject({ classes: "mark", hidden: 1 });
  });
});

describe("layers that step back", () => {
  const three = placeLayers([
    layer("a", 0, 9, "fill", "yellow"),
    layer("b", 0, 9, "fill", "red"),
    layer("c", 0, 9, "underline", "blue"),
  ]);

  it("give no colour to the blend of the others", () => {
    expect(lookOf(three, faint("a")).classes).toBe("mark fill-red");
    expect(lookOf(three, faint("c")).images?.image).toBe(
      "linear-gradient(var(--pale-blue), var(--pale-blue))",
    );
  });

  it("keep their blend, faint, where no fill is left", () => {
    const look = lookOf(three, faint("a", "b"));
    expect(look.classes).toBe("mark blend-yellow-red is-faint");
    expect(look.images?.image).toBe("linear-gradient(var(--line-blue), var(--line-blue))");
  });

  it("need no class for a line that is faint by itself", () => {
    const line = placeLayers([layer("a", 0, 9, "underline", "red")]);
    expect(lookOf(line, faint("a"))).toMatchObject({
      classes: "mark",
      images: { image: "linear-gradient(var(--pale-red), var(--pale-red))" },
    });
  });
});

describe("patterns", () => {
  const patterned = { isFaint: () => false, isPatterned: true };

  it("tell every colour of a fill and of a line from every other", () => {
    const colours: Colour[] = ["yellow", "red", "green", "blue", "purple"];
    for (const mark of ["fill", "underline"] as const) {
      const images = colours.map((colour) => {
        const look = lookOf(placeLayers([layer("a", 0, 9, mark, colour)]), patterned);
        return look.images?.image.replaceAll(/var\([^)]*\)/g, "ink") ?? "plain";
      });
      expect(new Set(images)).toHaveLength(5);
    }
  });

  it("lie over one another where fills do, below the lines", () => {
    const look = lookOf(stack(4), patterned);
    expect(look.classes).toBe("mark blend-yellow-red-green");
    expect(look.images?.image.match(/gradient\(/g)).toHaveLength(3);
    expect(look.images?.repeat).toBe("no-repeat, repeat, repeat");
  });
});
