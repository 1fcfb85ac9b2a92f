// What everything has in common that stands in front of the page.

/** What covers the window: one may take the place of another before that one has gone. */
let covers = 0;

/** Whether a dialog is in front of the page. */
export function isPageCovered(): boolean {
  return covers > 0;
}

/**
 * Opens a dialog in front of the page, says to the style sheets that it covers the window, and afterwards gives the focus
 * back to what had it, or to what is read (`data-home`) where that is gone. A dialog that is taken out of the page
 * without being closed would leave the focus nowhere, and what is typed on would be taken for shortcuts. An attachment.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const had = document.activeElement;
  dialog.showModal();
  covers++;
  document.documentElement.toggleAttribute("data-covered", true);
  return () => {
    covers--;
    document.documentElement.toggleAttribute("data-covered", covers > 0);
    if (covers > 0) return;
    const isThere = had instanceof HTMLElement && had !== document.body && had.isConnected;
    const home = isThere ? had : document.querySelector<HTMLElement>("[data-home]");
    home?.focus({ preventScroll: true });
  };
}
