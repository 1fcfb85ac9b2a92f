// Days of this clock as moments, and back: a period is chosen by days and asked for by milliseconds.
import type { Period } from "../../lib/state/filter.svelte";

/** The day of a moment as a date field has it: "2026-05-01". */
export function dayOf(moment: number): string {
  const date = new Date(moment);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first millisecond of a day; null where what was typed is none. */
export function startOf(day: string): number | null {
  const parts = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(day.trim());
  if (!parts) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return Number.isNaN(date.getTime()) ? null : date.getTime();
}

/** The last millisecond of a day; null where what was typed is none. */
export function endOf(day: string): number | null {
  const start = startOf(day);
  return start === null ? null : nextDay(start) - 1;
}

/** The last days up to now, today being the first of them. */
export function lastDays(days: number, now: number): Period {
  const date = new Date(now);
  return {
    from: new Date(date.getFullYear(), date.getMonth(), date.getDate() - days + 1).getTime(),
    to: null,
  };
}

/** Not 24 hours later: where clocks are put forward or back a day is shorter or longer. */
function nextDay(start: number): number {
  const date = new Date(start);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
