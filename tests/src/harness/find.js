// Finds the elements a person would see under a description. Called with the kind of the description and its
// parts; returns elements in the order of the document.
const [kind, first, second] = arguments;

const isVisible = (element) => {
    if (element.getClientRects().length === 0) return false;
    const style = getComputedStyle(element);
    return style.visibility === "visible" && style.opacity !== "0";
};

const squeeze = (text) => (text ?? "").replace(/\s+/gu, " ").trim();

const ROLES = {
    A: "link", ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DIALOG: "dialog", FORM: "form",
    H1: "heading", H2: "heading", H3: "heading", H4: "heading", LI: "listitem", MAIN: "main", NAV: "navigation",
    OL: "list", OPTION: "option", SELECT: "combobox", TABLE: "table", TEXTAREA: "textbox", TR: "row", UL: "list",
};
const INPUT_ROLES = { button: "button", checkbox: "checkbox", radio: "radio", range: "slider", search: "searchbox", submit: "button" };

const role = (element) =>
    element.getAttribute("role") ??
    (element.tagName === "INPUT" ? (INPUT_ROLES[element.type] ?? "textbox") : ROLES[element.tagName]);

// The parts of the name computation that a page without tricks needs.
const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by !== null) return squeeze(by.split(/\s+/u).map((id) => document.getElementById(id)?.textContent).join(" "));
    const label = element.getAttribute("aria-label");
    if (label !== null) return squeeze(label);
    if (element.labels?.length > 0) return squeeze([...element.labels].map((each) => each.textContent).join(" "));
    return squeeze(element.textContent) || squeeze(element.getAttribute("title")) || squeeze(element.placeholder);
};

// The innermost elements whose own text is the one looked for.
const withText = (text) =>
    [...document.body.querySelectorAll("*")].filter(
        (element) =>
            squeeze(element.textContent) === text &&
            ![...element.children].some((child) => squeeze(child.textContent) === text),
    );

const candidates = {
    css: () => [...document.querySelectorAll(first)],
    "test id": () => [...document.querySelectorAll(`[data-testid="${CSS.escape(first)}"]`)],
    role: () =>
        [...document.body.querySelectorAll("*")].filter(
            (element) => role(element) === first && (second === null || name(element) === second),
        ),
    text: () => withText(squeeze(first)),
};

return candidates[kind]().filter(isVisible);
