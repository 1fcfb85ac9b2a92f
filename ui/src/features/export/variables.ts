// What can be put into a template: each variable by the name that it has in our own templates, and a loop for each list.
import type { TemplateVariable } from "../../lib/api/generated";

/** Something to put in. */
export interface Insertion {
  /** What it is called, which is also how it is told from the others. */
  readonly label: string;
  /** What is put in. */
  readonly text: string;
  /** The variable, or the list that the loop goes through. */
  readonly path: string;
  /** What a variable is, in English; null for a loop. */
  readonly about: string | null;
}

/** Lists of what is told of under another name: they are gone through as that is. */
const LISTS: Readonly<Record<string, string>> = {
  "documents[].orphans": "annotation",
  "documents[].sections[].annotations": "annotation",
};
/** Lists of words. */
const WORDS: ReadonlySet<string> = new Set(["documents[].annotations[].speakers"]);

/** The variables, and before the first of each list a loop through it. */
export function insertions(variables: readonly TemplateVariable[]): Insertion[] {
  const seen = new Set<string>();
  return variables.flatMap(({ path, about }) => {
    const rows: Insertion[] = [];
    for (let at = path.indexOf("[]"); at !== -1; at = path.indexOf("[]", at + 1)) {
      const list = path.slice(0, at);
      if (seen.has(list)) continue;
      seen.add(list);
      rows.push(loop(list, singular(list)));
    }
    const element = LISTS[path];
    const name = nameOf(path);
    if (element !== undefined) rows.push({ ...loop(path, element), about });
    else if (WORDS.has(path)) rows.push({ label: name, text: `{{ ${name} | join(", ") }}`, path, about });
    else rows.push({ label: name, text: `{{ ${name} }}`, path, about });
    return rows;
  });
}

/** What a variable is called where each list is gone through by `for annotation in document.annotations`. */
export function nameOf(path: string): string {
  const parts = path.split("[].");
  const name = parts.pop() ?? path;
  const list = parts.at(-1);
  return list === undefined ? name : `${singular(list)}.${name}`;
}

function loop(list: string, element: string): Insertion {
  const label = `for ${element} in ${nameOf(list)}`;
  return { label, text: `{% ${label} %}\n\n{% endfor %}`, path: list, about: null };
}

/** What one of a list is called: those of all of them end in s. */
function singular(list: string): string {
  return (list.split(".").at(-1) ?? list).replace(/s$/, "");
}
