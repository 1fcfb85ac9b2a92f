// What a catalogue holds: the shape of the English one. The other languages are checked against it by the compiler.
import type { en } from "./en";

export type Messages = typeof en;
export type Locale = "en" | "zh-Hant";
