// Which keys the user has set for which action: reads the setting, changes it, and says who has a key already. The
// actions come from the table; what stands here knows no other, so that the table can ask it.
import { app } from "../state/app.svelte";
import { FIXED, type Fixed } from "./fixed";
import { isShortcut } from "./keys";
import type { Action } from "./types";

/** The keys of an action as they are set. */
export function keysOf(id: string, defaults: readonly string[]): readonly string[] {
  return app.settings.shortcuts[id]?.filter(isShortcut) ?? defaults;
}

/** Whether an action has other keys than it came with. */
export function isChanged({ id }: Pick<Action, "id">): boolean {
  return app.settings.shortcuts[id] !== undefined;
}

/** Whether any action has. */
export function isAnyChanged(): boolean {
  return Object.keys(app.settings.shortcuts).length > 0;
}

/** The other actions that a shortcut runs. */
export function ownersOf(
  shortcut: string,
  actions: readonly Action[],
  but: Pick<Action, "id">,
): readonly Action[] {
  return actions.filter(({ id, shortcuts }) => id !== but.id && shortcuts.includes(shortcut));
}

/**
 * What a shortcut does for everybody somewhere in the window, where it goes on doing so. An action that came with it gets
 * along with that.
 */
export function fixedOwnersOf(shortcut: string, { defaults }: Pick<Action, "defaults">): readonly Fixed[] {
  if (defaults.includes(shortcut)) return [];
  return FIXED.filter(({ shortcuts }) => shortcuts.includes(shortcut));
}

/** Gives an action one key, which is then the only one it has, and takes it from those that have it. */
export function setKey(action: Action, shortcut: string, owners: readonly Action[]): Promise<void> {
  const shortcuts = { ...app.settings.shortcuts };
  for (const owner of owners)
    put(
      shortcuts,
      owner,
      owner.shortcuts.filter((each) => each !== shortcut),
    );
  put(shortcuts, action, [shortcut]);
  return app.set("shortcuts", shortcuts);
}

/** Leaves an action without a key. */
export function removeKeys(action: Action): Promise<void> {
  const shortcuts = { ...app.settings.shortcuts };
  put(shortcuts, action, []);
  return app.set("shortcuts", shortcuts);
}

/** Gives an action the keys it came with, and takes them from those that have them now. */
export function resetKeys(action: Action, actions: readonly Action[]): Promise<void> {
  const shortcuts = { ...app.settings.shortcuts };
  put(shortcuts, action, action.defaults);
  for (const other of actions) {
    const kept = other.shortcuts.filter((each) => !action.defaults.includes(each));
    if (other.id !== action.id && kept.length < other.shortcuts.length) put(shortcuts, other, kept);
  }
  return app.set("shortcuts", shortcuts);
}

/** Gives every action the keys it came with. */
export function resetAllKeys(): Promise<void> {
  return app.set("shortcuts", {});
}

/** What is as it came is not kept: a later version may come with other keys. */
function put(
  shortcuts: Record<string, string[]>,
  { id, defaults }: Pick<Action, "id" | "defaults">,
  keys: readonly string[],
): void {
  const isDefault = keys.length === defaults.length && keys.every((each, at) => each === defaults[at]);
  if (isDefault) Reflect.deleteProperty(shortcuts, id);
  else shortcuts[id] = [...keys];
}
