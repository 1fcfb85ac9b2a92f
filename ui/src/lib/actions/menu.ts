// Makes the native menu from the table of actions, in the language in use.
import { t } from "../messages/index.svelte";
import type { MenuItem, MenuModel, NativeRole } from "../tauri/native";
import { nativeShortcut } from "./keys";
import { ACTIONS } from "./table";
import type { Action, MenuName } from "./types";

const MENUS: readonly MenuName[] = ["file", "edit", "annotate", "view", "go", "help"];

/** Entries that the system runs, by menu, with the group they stand in. */
const NATIVE: Partial<Record<MenuName, { group: number; roles: NativeRole[] }[]>> = {
  file: [{ group: 9, roles: ["quit"] }],
  edit: [{ group: 2, roles: ["cut", "copy", "paste", "selectAll"] }],
  view: [{ group: 9, roles: ["fullscreen", "minimize"] }],
  help: [{ group: 9, roles: ["about"] }],
};

/** The menu as it should be now. */
export function buildMenu(): MenuModel {
  return { menus: MENUS.map((name) => ({ label: t.menu[name], items: itemsOf(name) })) };
}

function itemsOf(name: MenuName): MenuItem[] {
  const groups = new Map<number, MenuItem[]>();
  const into = (group: number, ...items: MenuItem[]) =>
    groups.set(group, [...(groups.get(group) ?? []), ...items]);
  const submenus = new Map<string, MenuItem[]>();
  for (const action of ACTIONS) {
    if (action.menu?.name !== name) continue;
    const { group, submenu } = action.menu;
    if (submenu === undefined) {
      into(group, entry(action));
      continue;
    }
    let items = submenus.get(submenu);
    if (items === undefined) {
      items = [];
      submenus.set(submenu, items);
      into(group, { kind: "submenu", label: t.menu[submenu], items });
    }
    items.push(entry(action));
  }
  for (const { group, roles } of NATIVE[name] ?? []) {
    into(group, ...roles.map((role): MenuItem => ({ kind: "native", role, label: t.menu[role] })));
  }
  const ordered = [...groups].sort(([a], [b]) => a - b);
  return ordered.flatMap(([, items], index) =>
    index === 0 ? items : [{ kind: "separator" } as const, ...items],
  );
}

function entry({ id, label, shortcuts, isEnabled, isChecked }: Action): MenuItem {
  const [shortcut] = shortcuts;
  return {
    kind: "action",
    id,
    label: label(),
    shortcut: shortcut === undefined ? null : nativeShortcut(shortcut),
    enabled: isEnabled(),
    checked: isChecked?.() ?? null,
  };
}
