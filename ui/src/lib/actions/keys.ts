// The notation of shortcuts: matching one against a key press, and showing one.

/** What of a key press a shortcut looks at. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether this is a Mac, where Mod is Cmd. */
export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether a key press is a shortcut such as "Mod+Shift+Z", "J" or "?". */
export function matchesShortcut(press: KeyPress, shortcut: string, isMac = IS_MAC): boolean {
  const { key, modifiers } = parse(shortcut);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== modifiers.has("Mod") || other || press.altKey !== modifiers.has("Alt")) return false;
  // A sign such as ? or + may need Shift on one keyboard and not on another: the sign itself is what counts.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isSign && press.shiftKey !== modifiers.has("Shift")) return false;
  return pressedKey(press) === key.toLowerCase();
}

/** Whether a shortcut works while one types in a field: one with Mod or Alt types nothing. */
export function worksWhileTyping(shortcut: string): boolean {
  const { modifiers } = parse(shortcut);
  return modifiers.has("Mod") || modifiers.has("Alt");
}

/** A shortcut as the system's users know it: "⇧⌘Z", or "Ctrl+Shift+Z". */
export function showShortcut(shortcut: string, isMac = IS_MAC): string {
  const { key, modifiers } = parse(shortcut);
  const name = SHOWN[key] ?? key;
  if (isMac) {
    const signs = { Alt: "⌥", Shift: "⇧", Mod: "⌘" } as const;
    return (
      [...(["Alt", "Shift", "Mod"] as const)]
        .filter((each) => modifiers.has(each))
        .map((each) => signs[each])
        .join("") + name
    );
  }
  const names = { Mod: "Ctrl", Alt: "Alt", Shift: "Shift" } as const;
  return [
    ...(["Mod", "Alt", "Shift"] as const).filter((each) => modifiers.has(each)).map((each) => names[each]),
    name,
  ].join("+");
}

/** A shortcut in the notation of the native menu. */
export function nativeShortcut(shortcut: string): string {
  return shortcut.replace("Mod", "CmdOrCtrl");
}

const SHOWN: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
  Delete: "Del",
  Backspace: "⌫",
  "-": "−",
};

function parse(shortcut: string): { key: string; modifiers: Set<string> } {
  // The key itself may be "+".
  const parts = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
  return { key: parts.at(-1) ?? "", modifiers: new Set(parts.slice(0, -1)) };
}

/** The key in Latin letters also where the keyboard writes others (Zhuyin, Cyrillic): the letter in that place. */
export function pressedKey({ key, code }: KeyPress): string {
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return code.replace(/^(Key|Digit)/, "").toLowerCase();
}
