// Owns what the template that is looked at makes of the interview: asked for a pause after the last key, the newest answer
// wins, and a mistake leaves what was shown before.
import { call, Refused } from "../../lib/api/client";
import type { TemplateRender } from "../../lib/api/generated";
import { describeError } from "../../lib/state/errors";

/** A pause in typing after which is asked, in milliseconds. */
export const PAUSE_MS = 150;

/** The most characters that are shown: some forty pages, which nobody reads here. */
export const SHOWN = 20_000;

/** What is wrong, and in which line of the template, where that is known. */
export interface Mistake {
  readonly text: string;
  readonly line: number | null;
}

export class Preview {
  text = $state("");
  /** How many characters all of it has. */
  characters = $state(0);
  mistake: Mistake | null = $state.raw(null);
  /** Something was shown. */
  isShown = $state(false);

  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows it at once the first time, and later after a pause, unless something else is asked for before. */
  show(request: Omit<TemplateRender, "limit">): void {
    clearTimeout(this.#timer);
    if (this.#asked === 0) void this.#ask(request);
    else this.#timer = setTimeout(() => void this.#ask(request), PAUSE_MS);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #ask(request: Omit<TemplateRender, "limit">): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { text, characters } = await call("template_render", { ...request, limit: SHOWN });
      if (asked !== this.#asked) return;
      this.text = text;
      this.characters = characters;
      this.mistake = null;
      this.isShown = true;
    } catch (reason) {
      if (asked !== this.#asked) return;
      this.mistake = mistakeOf(reason);
    }
  }
}

/** What was refused, without the name of the template, which is the one that is looked at. */
function mistakeOf(reason: unknown): Mistake {
  if (!(reason instanceof Refused)) return { text: describeError(reason), line: null };
  const params = { ...reason.error.params };
  delete params["template"];
  const line = Number(params["line"]);
  return { text: describeError(new Refused({ ...reason.error, params })), line: line > 0 ? line : null };
}
