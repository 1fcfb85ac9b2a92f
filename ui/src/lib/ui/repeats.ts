// A double click on what goes away with the first click: its second press would fall on whatever
// lies beneath, take the focus from what has just been opened, and select something there.

/** How long the second press of a double click may take, in milliseconds. */
const INTERVAL = 500;

/** How far it may be from the first, in pixels. */
const SPREAD = 4;

const TYPES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick"] as const;

/** Lets what is pressed again right after `first`, in the same place, reach nothing. */
export function swallowRepeats(first: MouseEvent): void {
  const swallow = (event: MouseEvent): void => {
    const isSoon = event.timeStamp - first.timeStamp < INTERVAL;
    const isThere = Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) <= SPREAD;
    if (isSoon && isThere) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      for (const type of TYPES) window.removeEventListener(type, swallow, true);
    }
  };
  // After this one, which is on its way yet.
  queueMicrotask(() => {
    for (const type of TYPES) window.addEventListener(type, swallow, true);
  });
}
