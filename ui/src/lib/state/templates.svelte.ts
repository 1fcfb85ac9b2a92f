// Owns the templates of text exports: those that come with the app, the user's own, what is typed in one of them and not
// saved, and the way back from what was done to them. What is typed stays until the window closes, whether or not the dialog
// is open.
import { SvelteMap } from "svelte/reactivity";
import { call } from "../api/client";
import type { Template, TemplateChosen, TemplateKind, TemplateVariable } from "../api/generated";
import { t } from "../messages/index.svelte";
import { isolated } from "../text/visible";
import { reportError } from "./errors";
import { lastDone, type Aside } from "./lastDone.svelte";
import { toasts } from "./toasts.svelte";

/** What can be changed of a template beside its name. */
export type Typed = Pick<Template, "kind" | "source">;

export class Templates {
  /** Those that come with the app, then the user's own by name; empty until they were asked for. */
  list: readonly Template[] = $state.raw([]);
  /** Everything that a template can name. */
  variables: readonly TemplateVariable[] = $state.raw([]);
  /** The name of the one that is looked at; empty for the first. */
  wanted: string = $state("");
  /** What is typed and not saved, by the name of the template. */
  readonly #typed = new SvelteMap<string, Typed>();
  /** What was done last to a template; it can be taken back for as long as undoing is about it. */
  #done: Aside | null = $state.raw(null);
  /** The taking back that was begun last. */
  #going: Promise<unknown> = Promise.resolve();

  /** The one that is looked at; null until they were asked for. */
  get chosen(): Template | null {
    return this.list.find(({ name }) => name === this.wanted) ?? this.list[0] ?? null;
  }

  /** Asks for them. */
  async read(): Promise<void> {
    try {
      const { templates, variables } = await call("template_list", {});
      this.list = templates;
      this.variables = variables;
    } catch (reason) {
      reportError(reason);
    }
  }

  /** Whether something is typed in one that is not saved. */
  isTyped({ name }: Template): boolean {
    return this.#typed.has(name);
  }

  /** What a template says, as it is typed. */
  saying(template: Template): Typed {
    return this.#typed.get(template.name) ?? template;
  }

  /** A template as it is typed, for whoever uses it. */
  asChosen(template: Template): TemplateChosen {
    const typed = this.#typed.get(template.name);
    const { name } = template;
    return typed === undefined ? { by: "name", name } : { by: "source", name, ...typed };
  }

  /** Something is typed in one of the user's own. */
  type(template: Template, typed: Partial<Typed>): void {
    if (template.isBuiltIn) return;
    const { kind, source } = { ...this.saying(template), ...typed };
    if (kind === template.kind && source === template.source) this.#typed.delete(template.name);
    else this.#typed.set(template.name, { kind, source });
  }

  /** Keeps what is typed in one. */
  async save(template: Template): Promise<boolean> {
    const { name } = template;
    const typed = this.#typed.get(name);
    if (typed === undefined) return true;
    if (!(await this.#put(name, typed, true))) return false;
    // Something may have been typed while it was saved.
    const kept = this.list.find((one) => one.name === name);
    if (kept !== undefined) this.type(kept, this.saying(kept));
    this.#do(
      () => t.templates.saving,
      () => this.#put(name, template, true),
    );
    return true;
  }

  /** Makes one of the user's own that says what this one says. The name it got; null where it was refused. */
  async duplicate(template: Template): Promise<string | null> {
    const name = freeName(template.name, new Set(this.list.map((one) => one.name)));
    if (!(await this.#put(name, this.saying(template), false))) return null;
    this.wanted = name;
    this.#do(
      () => t.templates.duplicating,
      () => this.#delete(name),
    );
    return name;
  }

  /** Gives one another name; false where it was refused. */
  async rename(from: string, to: string): Promise<boolean> {
    if (from === to) return true;
    const name = await this.#rename(from, to);
    if (name === null) return false;
    this.#do(
      () => t.templates.renaming,
      () => this.#rename(name, from),
    );
    return true;
  }

  /** Keeps one no longer; false where it was refused. */
  async delete(template: Template): Promise<boolean> {
    const { name } = template;
    const typed = this.#typed.get(name);
    const at = this.list.findIndex((one) => one.name === name);
    if (!(await this.#delete(name))) return false;
    this.wanted = (this.list[at] ?? this.list[at - 1])?.name ?? "";
    this.#do(
      () => t.templates.deleting,
      () => this.#restore(template, typed),
    );
    return true;
  }

  /** What taking back would be about: the last thing done to a template; null where something else came after it. */
  get undoing(): string | null {
    return this.#done !== null && lastDone.aside === this.#done ? this.#done.label() : null;
  }

  /** Takes back what was done last to a template. */
  async takeBack(): Promise<void> {
    if (this.undoing === null) return;
    lastDone.takeBack();
    await this.#going;
  }

  async #restore(template: Template, typed: Typed | undefined): Promise<void> {
    const { name } = template;
    if (!(await this.#put(name, template, false))) return;
    if (typed !== undefined) this.#typed.set(name, typed);
    this.wanted = name;
    toasts.show(t.templates.restored(isolated(name)), { tone: "success" });
  }

  async #put(name: string, { kind, source }: Typed, overwrite: boolean): Promise<boolean> {
    return (await this.#ask(() => call("template_save", { name, kind, source, overwrite }))) !== null;
  }

  /** The name it has now, which white space may have gone from; null where it was refused. */
  async #rename(from: string, to: string): Promise<string | null> {
    const renamed = await this.#ask(() => call("template_rename", { name: from, to }));
    if (renamed === null) return null;
    const typed = this.#typed.get(from);
    this.#typed.delete(from);
    if (typed !== undefined) this.#typed.set(renamed.name, typed);
    if (this.wanted === from) this.wanted = renamed.name;
    return renamed.name;
  }

  async #delete(name: string): Promise<boolean> {
    if ((await this.#ask(() => call("template_delete", { name }))) === null) return false;
    this.#typed.delete(name);
    return true;
  }

  /** Asks for a change, and for what there is then. */
  async #ask(change: () => Promise<Template>): Promise<Template | null> {
    try {
      const changed = await change();
      await this.read();
      return changed;
    } catch (reason) {
      reportError(reason);
      return null;
    }
  }

  /** Something was done to the templates: what is undone next, until something else is. */
  #do(label: () => string, back: () => Promise<unknown>): void {
    this.#done = { label, back: () => (this.#going = back()) };
    lastDone.do(this.#done);
  }
}

/** A name that none has: with a number where it has to be. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/ \d+$/, "");
  for (let number = 2; ; number += 1) {
    const free = `${stem} ${number}`;
    if (!taken.has(free)) return free;
  }
}

/** The kinds in the order in which they are offered. */
export const KINDS: readonly TemplateKind[] = ["text", "markdown", "html"];

export const templates = new Templates();
