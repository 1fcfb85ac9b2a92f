// Owns the keys that were pressed before the window was asked to close and that the page has not had yet.
//
// The engine hands the page one key at a time and the next once the page is done with it; what the shell says does not
// wait in that row. So the question whether the window may close overtakes the keys that were pressed before it. The way
// to the shell and back is one with the keys: whoever goes it comes back after the next key. One way that brings none says
// that there is none left.

/** How long keys are waited for, in milliseconds: somebody may lean on one. */
const LONGEST = 2000;

/** So many ways without a key, one after the other, are believed: an input method may take its time with one. */
const SILENT = 2;

/** What tells of a key, an input method's included. */
const SIGNS = ["keydown", "beforeinput", "compositionupdate", "compositionend"] as const;

/** Waits until the page has had the keys that were pressed before this. `round` goes to the shell and back. */
export async function takeLastKeys(round: () => Promise<unknown>): Promise<void> {
  let had = 0;
  const note = () => (had += 1);
  for (const sign of SIGNS) addEventListener(sign, note, true);
  try {
    const end = performance.now() + LONGEST;
    let silent = 0;
    while (silent < SILENT && performance.now() < end) {
      const before = had;
      await round();
      // What a key sets off is done after it.
      await new Promise((done) => setTimeout(done));
      silent = had === before ? silent + 1 : 0;
    }
  } finally {
    for (const sign of SIGNS) removeEventListener(sign, note, true);
  }
}
