// Numbers, times and sizes as the interface's language writes them.
import { locale, t } from "./index.svelte";

// Taiwan rather than a bare "zh-Hant": the separators and eras are those its readers expect.
const tag = () => (locale() === "zh-Hant" ? "zh-TW" : "en");

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formats of numbers are made once: making one costs far more than using it. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${tag()} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.NumberFormat(tag(), options)));
  return format;
}

/** Below a thousand both languages write nothing but the digits, so that a first screen loads no tables of a locale. */
const isPlain = (value: number) => Number.isInteger(value) && value >= 0 && value < 1000;

export function formatNumber(value: number): string {
  return isPlain(value) ? String(value) : numberFormat({}).format(value);
}

/** A number in little room: "2K", 「1.2萬」. */
export function formatShort(value: number): string {
  if (isPlain(value)) return String(value);
  return numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A share from 0 to 1 as whole per cent, which both languages write in the same way. */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
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
  return numberFormat(format).format(bytes / 1000 ** step);
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

/** A day: "May 20, 2026". */
export function formatDay(at: number): string {
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
