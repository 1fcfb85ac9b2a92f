// Numbers, times and sizes as the interface's language writes them.
import { locale, t } from "./index.svelte";

// Taiwan rather than a bare "zh-Hant": the separators and eras are those its readers expect.
const tag = () => (locale() === "zh-Hant" ? "zh-TW" : "en");

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(tag()).format(value);
}

/** A number in little room: "2K", 「1.2萬」. */
export function formatShort(value: number): string {
  return new Intl.NumberFormat(tag(), { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A share from 0 to 1 as whole per cent. */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(tag(), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A size of a file in bytes as one says it: "3.4 MB". */
export function formatBytes(bytes: number): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = {
    style: "unit",
    unit: steps[step] ?? "byte",
    maximumFractionDigits: step < 2 ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(tag(), format).format(bytes / 1000 ** step);
}

/** How long ago something was, as one says it; the date once it is more than a month. Times in ms since the epoch. */
export function formatAgo(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE) return t.time.justNow;
  const relative = new Intl.RelativeTimeFormat(tag(), { numeric: "auto" });
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), "hour");
  if (past < 30 * DAY) return relative.format(-Math.floor(past / DAY), "day");
  return new Intl.DateTimeFormat(tag(), { dateStyle: "medium" }).format(at);
}

/** Date and time in full, for tooltips. */
export function formatMoment(at: number): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: "long", timeStyle: "short" }).format(at);
}

/** A list as one says it: "A, B and C". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(tag(), { type: "conjunction" }).format(items);
}

/** The name of a language, in the interface's own. */
export function formatLanguage(language: string): string {
  if (language === "" || language === "und") return t.languages.unknown;
  try {
    return new Intl.DisplayNames(tag(), { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
