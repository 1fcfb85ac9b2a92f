// Builds what the document opens with below its title: source, date and who speaks. What
// the text says itself in its metadata lines is not said twice.

import type { DocumentSummary, DocumentView, Speaker } from "$lib/api/generated";
import { isolated, visible } from "$lib/text/visible";

export interface OpeningWords {
  /** Label of the list of speakers. */
  readonly speakers: string;
  role(speaker: Speaker): string;
}

/** How many speakers are named; a panel of thirty would push the interview off the page. */
const MOST_NAMED = 8;

/** The colophon's element; null when there is nothing to tell. */
export function buildColophon(
  view: DocumentView,
  summary: DocumentSummary,
  metadata: string,
  words: OpeningWords,
  onSpeakers: () => void,
): HTMLElement | null {
  const facts = [summary.source, summary.published].filter(
    (fact): fact is string => fact !== null && fact !== "" && !metadata.includes(fact),
  );
  if (facts.length === 0 && view.speakers.length === 0) return null;
  const colophon = document.createElement("div");
  colophon.className = "colophon";
  for (const fact of facts) colophon.append(textElement("span", "colophon-fact", visible(fact)));
  if (view.speakers.length > 0) colophon.append(buildCast(view.speakers, words, onSpeakers));
  return colophon;
}

function buildCast(speakers: readonly Speaker[], words: OpeningWords, onSpeakers: () => void): HTMLElement {
  const cast = document.createElement("button");
  cast.type = "button";
  cast.className = "cast";
  cast.setAttribute(
    "aria-label",
    `${words.speakers}: ${speakers.map(({ name }) => isolated(name)).join(", ")}`,
  );
  cast.addEventListener("click", onSpeakers);
  for (const speaker of speakers.slice(0, MOST_NAMED)) {
    const member = textElement("span", `cast-member speaker-${speaker.colour % 8}`, "");
    member.append(textElement("span", "cast-name", visible(speaker.name)));
    if (speaker.role !== "other") member.append(textElement("span", "cast-role", words.role(speaker)));
    cast.append(member);
  }
  if (speakers.length > MOST_NAMED)
    cast.append(textElement("span", "cast-role", `+${speakers.length - MOST_NAMED}`));
  return cast;
}

function textElement(tag: "span", className: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
