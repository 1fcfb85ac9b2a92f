import { describe, expect, it } from "vitest";
import { assignRows, cutIntoSegments, overlaps } from "./segments";

interface Named {
  id: string;
  start: number;
  end: number;
}

function cut(whole: [number, number], ...layers: [string, number, number][]): string[] {
  const named: Named[] = layers.map(([id, start, end]) => ({ id, start, end }));
  return cutIntoSegments({ start: whole[0], end: whole[1] }, named).map(
    (segment) => `${segment.start}-${segment.end}:${segment.layers.map((layer) => layer.id).join("")}`,
  );
}

describe("cutting into segments", () => {
  it("leaves a block without annotations whole", () => {
    expect(cut([10, 20])).toEqual(["10-20:"]);
  });

  it("gives an empty block no segments", () => {
    expect(cut([10, 10], ["a", 0, 20])).toEqual([]);
  });

  it("cuts at both edges of an annotation inside the block", () => {
    expect(cut([0, 9], ["a", 3, 5])).toEqual(["0-3:", "3-5:a", "5-9:"]);
  });

  it("clips annotations that reach over the block", () => {
    expect(cut([10, 20], ["a", 0, 15], ["b", 12, 99])).toEqual(["10-12:a", "12-15:ab", "15-20:b"]);
  });

  it("ignores annotations that only touch the block and empty ones", () => {
    expect(cut([10, 20], ["a", 0, 10], ["b", 20, 30], ["c", 15, 15])).toEqual(["10-20:"]);
  });

  it("keeps the order of the layers wherever the cuts fall", () => {
    expect(cut([0, 10], ["a", 0, 10], ["b", 2, 4], ["c", 2, 8])).toEqual([
      "0-2:a",
      "2-4:abc",
      "4-8:ac",
      "8-10:a",
    ]);
    expect(cut([0, 10], ["c", 5, 10], ["a", 0, 10])).toEqual(["0-5:a", "5-10:ca"]);
  });

  it("covers the block back to back for any annotations", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const layers: Named[] = Array.from({ length: random(9) }, (_, index) => {
        const start = random(40);
        return { id: String(index), start, end: start + 1 + random(20) };
      });
      const segments = cutIntoSegments({ start: 10, end: 35 }, layers);
      let at = 10;
      for (const segment of segments) {
        expect(segment.start).toBe(at);
        expect(segment.end).toBeGreaterThan(segment.start);
        expect(segment.layers).toEqual(layers.filter((layer) => overlaps(layer, segment)));
        at = segment.end;
      }
      expect(at).toBe(35);
    }
  });
});

describe("rows for lines", () => {
  it("reuses a row once its layer has ended", () => {
    expect(
      assignRows([
        { start: 0, end: 10 },
        { start: 5, end: 15 },
        { start: 10, end: 12 },
        { start: 11, end: 20 },
      ]),
    ).toEqual([0, 1, 0, 2]);
  });
});
