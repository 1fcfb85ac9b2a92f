// Owns which language the interface speaks. Components read `t.area.key`; they follow a switch of language.
import { en } from "./en";
import type { Locale, Messages } from "./types";
import { zhHant } from "./zh-Hant";

const CATALOGUES: Record<Locale, Messages> = { en, "zh-Hant": zhHant };

let current: Locale = $state("en");

/** The language in use. */
export function locale(): Locale {
  return current;
}

/** Switches the language of the whole interface. */
export function setLocale(locale: Locale): void {
  current = locale;
}

/** The catalogue of a system language given as a BCP 47 tag: Chinese of any kind reads Chinese rather than English. */
export function localeFor(tag: string | null): Locale {
  return tag !== null && /^zh\b/i.test(tag.replaceAll("_", "-")) ? "zh-Hant" : "en";
}

/** Every string of the interface, in the language in use. */
export const t: Messages = new Proxy(en, {
  get: (_, area) => CATALOGUES[current][area as keyof Messages],
});
