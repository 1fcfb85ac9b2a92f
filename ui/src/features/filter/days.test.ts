import { describe, expect, it } from "vitest";
import { dayOf, endOf, lastDays, startOf } from "./days";

describe("days as moments", () => {
  it("begin at midnight of this clock and end before the next", () => {
    const start = startOf("2026-05-01") ?? 0;
    expect(new Date(start).getHours()).toBe(0);
    expect(dayOf(start)).toBe("2026-05-01");
    const end = endOf("2026-05-01") ?? 0;
    expect([dayOf(end), dayOf(end + 1)]).toEqual(["2026-05-01", "2026-05-02"]);
  });

  it("are none where something else was typed", () => {
    expect([startOf(""), endOf("1 May"), startOf("2026-5-1")]).toEqual([null, null, null]);
  });

  it("up to now have today among them", () => {
    const now = new Date(2026, 4, 3, 15).getTime();
    expect(dayOf(lastDays(1, now).from ?? 0)).toBe("2026-05-03");
    expect(dayOf(lastDays(7, now).from ?? 0)).toBe("2026-04-27");
    expect(lastDays(7, now).to).toBeNull();
  });
});
