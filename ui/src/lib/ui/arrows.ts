// Arrow keys in a list of buttons: from one to the next, Home and End to the first and the last. An attachment.

/** The place to go to from a place by a key; null where the key means nothing. */
export function placeAfter(key: string, at: number, count: number): number | null {
  const last = count - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[key];
  return to === undefined || at < 0 ? null : Math.max(0, Math.min(last, to));
}

/** Lets the arrow keys go through the buttons of a list. */
export function arrows(list: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const buttons = [...list.querySelectorAll<HTMLElement>("button:not(:disabled)")];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to = placeAfter(event.key, at, buttons.length);
    if (to === null) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  list.addEventListener("keydown", onkeydown);
  return () => list.removeEventListener("keydown", onkeydown);
}
