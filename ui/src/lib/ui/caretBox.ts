// Where the caret of a text field stands on the screen: the engine does not say, so the text before it is set once more,
// unseen, as the field sets it.

/** What decides how a field sets its text. */
const SETTING = [
  "font",
  "letterSpacing",
  "lineBreak",
  "overflowWrap",
  "padding",
  "border",
  "tabSize",
  "textIndent",
  "wordBreak",
] as const;

/** The box of the caret when it stands at a place of the field's text, in client coordinates. */
export function caretBox(field: HTMLTextAreaElement, at: number): DOMRect {
  const style = getComputedStyle(field);
  const copy = document.createElement("div");
  for (const name of SETTING) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: "fixed",
    top: "0",
    left: "0",
    boxSizing: "border-box",
    width: `${field.offsetWidth}px`,
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
  });
  const mark = document.createElement("span");
  mark.textContent = "​";
  copy.append(field.value.slice(0, at), mark, field.value.slice(at));
  document.body.append(copy);
  const [from, to] = [copy.getBoundingClientRect(), mark.getBoundingClientRect()];
  copy.remove();
  const outer = field.getBoundingClientRect();
  return new DOMRect(
    outer.left + to.left - from.left,
    outer.top + to.top - from.top - field.scrollTop,
    to.width,
    to.height,
  );
}
