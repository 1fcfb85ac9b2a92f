// The notation of shortcuts: matching one against a key press, making one of a key press, and showing one.

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
  // Of a sign such as ? or + the sign itself is what counts.
  if (!isSign(key) && press.shiftKey !== modifiers.has("Shift")) return false;
  return pressedKey(press) === key.toLowerCase();
}

/** The shortcut that a key press would be; null for what can be none: a modifier alone, a key of an input method. */
export function shortcutOf(press: KeyPress, isMac = IS_MAC): string | null {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  const key = press.key === " " ? "Space" : pressedKey(press);
  const name = key.length === 1 ? key.toUpperCase() : (NAMED.get(key.toLowerCase()) ?? null);
  if (other || name === null) return null;
  const parts = [mod && "Mod", press.altKey && "Alt", press.shiftKey && !isSign(name) && "Shift", name];
  return parts.filter((part) => part !== false).join("+");
}

/** Whether a text is a shortcut in the notation of the table: a library may come from anywhere. */
export function isShortcut(text: string): boolean {
  const { key, modifiers } = parse(text);
  const isKnown = /^[\x21-\x7e]$/.test(key) || NAMED.get(key.toLowerCase()) === key;
  return isKnown && [...modifiers].every((each) => each === "Mod" || each === "Alt" || each === "Shift");
}

/**
 * Whether a shortcut is somebody else's: what moves the focus, scrolls, types and chooses everywhere, what a text field
 * does with its text, what the system has.
 */
export function isReserved(shortcut: string): boolean {
  const { key, modifiers } = parse(shortcut);
  if (EVERYWHERE.has(key)) return !modifiers.has("Alt") || key === "Tab" || key === "Escape";
  if (modifiers.has("Mod")) return !modifiers.has("Alt") && !modifiers.has("Shift") && /^[ACVXQ]$/.test(key);
  return key === "F10" || (key === "F4" && modifiers.has("Alt"));
}

/** Whether a shortcut works while one types in a field: one with Mod, or a function key, types nothing. */
export function worksWhileTyping(shortcut: string): boolean {
  const { key, modifiers } = parse(shortcut);
  return modifiers.has("Mod") || /^F\d+$/.test(key);
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

/**
 * A shortcut in the notation of the native menu; null for one that the menu may not have, because it would take the key
 * from whoever is typing, and for what its notation cannot say.
 */
export function nativeShortcut(shortcut: string): string | null {
  if (!worksWhileTyping(shortcut) || shortcut.endsWith("++")) return null;
  return shortcut.replace("Mod", "CmdOrCtrl");
}

const SHOWN: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  Delete: "Del",
  Backspace: "⌫",
  "-": "−",
};

/** Keys with a name of more than one character that can be part of a shortcut, by the name in small letters. */
const NAMED: ReadonlyMap<string, string> = new Map(
  [
    ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"],
    ...["Enter", "Escape", "Tab", "Space", "Delete", "Backspace", "Insert"],
    ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
  ].map((name) => [name.toLowerCase(), name]),
);

/** What these do with and without Mod and Shift is the same in every program. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"],
  ...["Enter", "Escape", "Tab", "Space"],
]);

/** The signs of the keys that write others on some keyboards (Zhuyin), by the place of the key. */
const SIGNS: Record<string, string> = {
  Minus: "-",
  Equal: "=",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Semicolon: ";",
  Quote: "'",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backquote: "`",
};

/** A sign may need Shift on one keyboard and not on another. */
function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/i.test(key);
}

function parse(shortcut: string): { key: string; modifiers: Set<string> } {
  // The key itself may be "+".
  const parts = shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
  return { key: parts.at(-1) ?? "", modifiers: new Set(parts.slice(0, -1)) };
}

/** The key in Latin letters also where the keyboard writes others (Zhuyin, Cyrillic): what is in that place. */
export function pressedKey({ key, code, shiftKey }: KeyPress): string {
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  if (code === "Slash" && shiftKey) return "?";
  return SIGNS[code] ?? code.replace(/^(Key|Digit)/, "").toLowerCase();
}
