import { expect, it } from "vitest";
import { newId } from "./ids";

it("an id is a UUID of version 7, begins with the time and is like no other", () => {
  const now = Date.UTC(2026, 10, 29, 12);
  const ids = Array.from({ length: 50 }, () => newId(now));
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
  }
  expect(new Set(ids).size).toBe(50);
});
