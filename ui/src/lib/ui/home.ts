// Gives the focus back to what is read once what had it is gone.

/**
 * Focuses what is read (`data-home`: the text, or the row that Tab reaches in the library and the codebook), unless
 * something else has the focus by the next frame.
 */
export function focusHome(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("[data-home]")?.focus({ preventScroll: true });
  });
}
