// The parts of the window that F6 goes between. Each says so itself, by `data-pane`; in the order of the page.

/** What can have the focus in a pane. */
const FOCUSABLE = [
  "[data-pane-start]",
  "a[href]",
  "button:not(:disabled)",
  "input:not(:disabled)",
  "select:not(:disabled)",
  "textarea:not(:disabled)",
  "[tabindex]",
].join(",");

/** What had the focus in a pane when it was left. */
const left = new WeakMap<HTMLElement, HTMLElement>();

/** Gives the focus to the next pane that has something to do in it: 1 forward, -1 back. */
export function goToPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = document.activeElement as HTMLElement | null;
  // The innermost: notes stand beside the text, inside of what scrolls.
  const from = here?.closest<HTMLElement>("[data-pane]") ?? null;
  const at = from ? panes.indexOf(from) : -1;
  if (from && here) left.set(from, here);
  for (let tries = 1; tries <= panes.length; tries++) {
    const index = at < 0 && step < 0 ? -tries : at + step * tries;
    const pane = panes[(index + 2 * panes.length) % panes.length];
    const target = pane && targetIn(pane);
    if (!target) continue;
    target.focus();
    return;
  }
}

/** What gets the focus in a pane: what had it last, or what the pane begins with. */
function targetIn(pane: HTMLElement): HTMLElement | null {
  if (pane.tabIndex >= 0) return pane;
  const before = left.get(pane);
  if (before && pane.contains(before) && isReachable(before)) return before;
  const all = [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isReachable);
  return all.find((each) => each.matches("[data-pane-start]")) ?? all[0] ?? null;
}

function isReachable(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && !element.matches(":disabled") && element.getClientRects().length > 0;
}
