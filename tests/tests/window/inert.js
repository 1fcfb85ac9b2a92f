// Looks for anything on the page that neither the app nor its exported page puts there. Called with "app" or "file"; answers
// with a list of what was found.
const [kind] = arguments;
const found = [];
if (window.__hit !== undefined) found.push(`it ran: ${window.__hit}`);

const ELEMENTS =
    "html head body meta title main header footer section nav aside article div span p h1 h2 h3 h4 h5 h6 ul ol li a br hr em " +
    "strong del code pre blockquote mark small bdi time i b kbd dl dt dd button label input textarea select option form " +
    "fieldset legend dialog progress svg path circle rect line g polyline details summary";
const expected = new Set(ELEMENTS.split(" "));
const TABLE = new Set("table thead tbody tr th td".split(" "));
// The app's own script and style sheets, and the exported page's one sheet, stand in the head; beside the scroll bar is the
// one picture that the app draws.
const isOwn = (element) =>
    element.parentElement === document.head
        ? kind === "app"
            ? (element.localName === "script" && element.src.startsWith(location.origin)) ||
              (element.localName === "link" && element.href.startsWith(location.origin))
            : element.localName === "style"
        : kind === "app" &&
          (element.matches(".strip > .picture > canvas:only-of-type") ||
              // The codebook counts in a table, in which there are only numbers.
              (TABLE.has(element.localName) && element.closest(".detail > [data-testid=tag-facts]") !== null));
for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (!expected.has(name) && !isOwn(element)) found.push(`an element <${name}>`);
    if (name === "meta" && element.parentElement !== document.head) found.push("a <meta> in the body");
    for (const attribute of element.attributes) {
        if (attribute.name.startsWith("on")) found.push(`<${name} ${attribute.name}>`);
        if (["src", "srcset", "srcdoc", "action", "formaction", "background", "poster", "xlink:href"].includes(attribute.name) && !isOwn(element))
            found.push(`<${name} ${attribute.name}="${attribute.value}">`);
        if (attribute.name === "href" && !isOwn(element)) {
            const isLink = kind === "file" && /^(#|https?:\/\/|mailto:)/.test(attribute.value);
            if (!isLink) found.push(`<${name} href="${attribute.value}">`);
            // The engine reads the address as we did: nothing is left for it to understand differently.
            else if (!attribute.value.startsWith("#") && element.href !== attribute.value)
                found.push(`${attribute.value} is ${element.href} to the engine`);
        }
    }
}
const NOTE = new Set("p h4 h5 h6 blockquote pre code ul ol li em strong del a br hr".split(" "));
for (const element of document.querySelectorAll(".note-text *")) {
    if (!NOTE.has(element.localName)) found.push(`an element <${element.localName}> in a note`);
}
for (const { name } of performance.getEntriesByType("resource")) {
    const isOurs = kind === "app" && (name.startsWith(location.origin) || name.startsWith("ipc://"));
    if (!isOurs) found.push(`a request for ${name}`);
}
return [...new Set(found)];
