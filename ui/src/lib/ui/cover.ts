// Says to the style sheets, as long as something covers the window, that it does.

/** What covers it: one may take the place of another before that one has gone. */
let covers = 0;

/** For an element that covers the window; an attachment. */
export function cover(): () => void {
  covers++;
  document.documentElement.toggleAttribute("data-covered", true);
  return () => {
    covers--;
    document.documentElement.toggleAttribute("data-covered", covers > 0);
  };
}
