// Owns which annotations of the open document are wanted: the list shows them, a filtered export writes them.
import type { Annotation, Colour } from "../api/generated";

/** The colours in the order they are offered everywhere. */
export const COLOURS: readonly Colour[] = ["yellow", "red", "green", "blue", "purple"];

/** A filter over annotations. Without a colour chosen, all colours match. */
export class AnnotationFilter {
  colours: ReadonlySet<Colour> = $state.raw(new Set());
  hasNote: boolean = $state(false);
  text: string = $state("");

  readonly isActive: boolean = $derived(this.colours.size > 0 || this.hasNote || this.text.trim() !== "");

  matches(annotation: Annotation): boolean {
    if (this.colours.size > 0 && !this.colours.has(annotation.style.colour)) return false;
    if (this.hasNote && annotation.note === "") return false;
    const wanted = this.text.trim().toLocaleLowerCase();
    if (wanted === "") return true;
    return [annotation.quote, annotation.note].some((text) => text.toLocaleLowerCase().includes(wanted));
  }

  toggle(colour: Colour): void {
    const colours = new Set(this.colours);
    if (!colours.delete(colour)) colours.add(colour);
    this.colours = colours;
  }

  clear(): void {
    this.colours = new Set();
    this.hasNote = false;
    this.text = "";
  }
}
