import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tag, TagCount } from "../api/generated";
import { Codebook, codebook, give, take } from "./codebook.svelte";
import { change, tag } from "./testing";

/** What was asked and not yet answered, oldest first. */
const asked = vi.hoisted(
  (): { command: string; request: unknown; answer: (value: unknown) => void; refuse: () => void }[] => [],
);
vi.mock("../tauri/call", () => ({
  invokeApi: (command: string, request: unknown) =>
    new Promise((answer, reject) => {
      asked.push({ command, request, answer, refuse: () => reject(new Error("busy")) });
    }),
  invokeShell: () => new Promise(() => {}),
}));

beforeEach(() => void (asked.length = 0));

/** Lets everything that waits for nothing else go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

const ids = (tags: readonly Tag[]) => tags.map(({ id }) => id);

/** A codebook that holds these tags. */
function holding(...tags: Tag[]): Codebook {
  const held = new Codebook();
  held.apply(change(1, { codebook: tags }));
  return held;
}

describe("the codebook", () => {
  it("is read once, when somebody asks for a tag", async () => {
    const held = new Codebook();
    expect(asked).toHaveLength(0);
    expect(held.tag("a")).toBeNull();
    expect(held.tagsOf(["a"])).toEqual([]);
    await settle();
    expect(asked.map(({ command }) => command)).toEqual(["tag_list"]);
    asked[0]?.answer([tag("a")]);
    await held.load();
    expect(held.tag("a")?.name).toBe("a");
    expect(asked).toHaveLength(1);
  });

  it("follows changes, and an answer from before one does not overwrite it", async () => {
    const held = new Codebook();
    const loaded = held.load();
    held.apply(change(2, { codebook: [tag("new")] }));
    asked[0]?.answer([tag("old")]);
    await loaded;
    expect(ids(held.list)).toEqual(["new"]);
    held.apply(change(1, { codebook: [tag("older")] }));
    expect(ids(held.list)).toEqual(["new"]);
  });

  it("is read again once another process has changed the library", async () => {
    const held = new Codebook();
    const loaded = held.load();
    asked[0]?.answer([tag("a")]);
    await loaded;
    held.apply(change(3, { reload: true }));
    held.apply(change(3, { reload: true }));
    expect(asked).toHaveLength(2);
    asked[1]?.answer([tag("b")]);
    await settle();
    expect(ids(held.list)).toEqual(["b"]);
  });

  it("that could not be read is asked for again by the next who wants it", async () => {
    const held = new Codebook();
    const loaded = held.load();
    asked[0]?.refuse();
    await loaded;
    expect([held.isLoaded, ids(held.list)]).toEqual([false, []]);
    await settle();
    asked[1]?.answer([tag("a")]);
    await settle();
    expect(ids(held.list)).toEqual(["a"]);
  });

  it("knows what is under what, and the order", () => {
    const held = holding(tag("a"), tag("b", "a"), tag("c", "a"), tag("d"));
    expect(ids(held.children(null))).toEqual(["a", "d"]);
    expect(ids(held.children("a"))).toEqual(["b", "c"]);
    expect(ids(held.branch("a"))).toEqual(["a", "b", "c"]);
    expect(ids(held.branch("d"))).toEqual(["d"]);
    expect(ids(held.tagsOf(["d", "gone", "b"]))).toEqual(["b", "d"]);
    expect([held.isWithin("b", "a"), held.isWithin("a", "b")]).toEqual([true, false]);
    expect(held.byPath("A/B")?.id).toBe("b");
    expect(held.byPath("b")).toBeNull();
  });

  it("shows a tag without a colour in that of the one above it", () => {
    const held = holding(tag("a", null, { colour: "blue" }), tag("b", "a"), tag("c"));
    expect([held.colourOf("b"), held.colourOf("c"), held.colourOf("gone")]).toEqual(["blue", null, null]);
  });

  it("offers first what was given last", () => {
    const held = holding(tag("a"), tag("b"), tag("c"));
    held.remember(["c"]);
    held.remember(["b"]);
    expect(ids(held.search(""))).toEqual(["b", "c", "a"]);
  });
});

describe("the counts", () => {
  const count = (id: string, annotations: number): TagCount => {
    const tally = { annotations, documents: 1, speakers: 1, characters: 1 };
    return { tag: id, own: tally, whole: tally };
  };

  it("are counted for who watches, again after what may change them, and one at a time", async () => {
    const held = holding(tag("a"));
    expect(asked).toHaveLength(0);
    const stop = held.watchCounts();
    expect(asked).toHaveLength(1);
    held.apply(change(2, { crowded: ["d"] }));
    held.apply(change(3, { crowded: ["d"] }));
    expect(asked).toHaveLength(1);
    asked[0]?.answer([count("a", 1)]);
    await settle();
    expect(asked).toHaveLength(2);
    asked[1]?.answer([count("a", 2)]);
    await settle();
    expect([held.counts.get("a")?.own.annotations, asked.length]).toEqual([2, 2]);
    held.apply(change(4, { memos: [] }));
    expect(asked).toHaveLength(2);
    stop();
    held.apply(change(5, { crowded: ["d"] }));
    expect(asked).toHaveLength(2);
  });
});

describe("giving and taking", () => {
  it("are one command each; what was given comes first the next time", async () => {
    const given = give(["x", "y"], ["/情感/喜悅"]);
    expect(asked[0]).toMatchObject({
      command: "tag_give",
      request: { annotations: ["x", "y"], tags: ["/情感/喜悅"] },
    });
    asked[0]?.answer({ tags: ["t"], change: null });
    expect(await given).toEqual(["t"]);
    expect(codebook.recent[0]).toBe("t");
    const taken = take(["x"], ["t"]);
    expect(asked[1]).toMatchObject({ command: "tag_take" });
    asked[1]?.answer({ change: null });
    expect(await taken).toBe(true);
  });

  it("ask nothing where there is nothing to do", async () => {
    expect(await give([], ["t"])).toEqual([]);
    expect(await take(["x"], [])).toBe(true);
    expect(asked).toHaveLength(0);
  });
});
