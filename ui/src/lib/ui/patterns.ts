// Gives the samples of colours all over the window (styles/controls.css) their patterns, for those who cannot tell colours
// apart.
import { COLOURS } from "../state/filter.svelte";
import { sampleOf } from "../text/patterns";

/** Shows patterns beside colours in what is under an element, or no longer. */
export function showPatterns({ style }: HTMLElement, isOn: boolean): void {
  for (const colour of COLOURS) {
    const { pattern, bar } = sampleOf(colour);
    for (const [name, value] of [
      [`--pattern-${colour}`, pattern],
      [`--dashes-${colour}`, bar],
    ] as const) {
      if (isOn) style.setProperty(name, value);
      else style.removeProperty(name);
    }
  }
}
