// Where the first and the last character of a passage stand in the window. Called with the selector of the
// element that holds the text, what is looked for (a text and which of its occurrences, or a range of code
// points), and a callback; scrolls the passage into view first and answers when it has come to rest.
const [selector, sought, done] = arguments;

const locate = () => {
    const root = document.querySelector(selector);
    if (root === null) return null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const pieces = [];
    let text = "";
    while (walker.nextNode()) {
        pieces.push({ node: walker.currentNode, start: text.length });
        text += walker.currentNode.data;
    }
    let start = -1;
    let end = -1;
    if (sought.text !== undefined) {
        for (let count = 0; count <= sought.nth; count += 1) {
            start = text.indexOf(sought.text, start + 1);
            if (start < 0) return null;
        }
        end = start + sought.text.length;
    } else {
        const characters = [...text];
        if (sought.end > characters.length) return null;
        start = characters.slice(0, sought.start).join("").length;
        end = characters.slice(0, sought.end).join("").length;
    }
    const at = (offset) => {
        const piece = pieces.findLast((each) => each.start <= offset);
        return { node: piece.node, offset: offset - piece.start };
    };
    const box = (offset) => {
        const point = at(offset);
        const range = document.createRange();
        range.setStart(point.node, point.offset);
        range.setEnd(point.node, point.offset + 1);
        // A line break leaves an empty box at the end of the first line.
        const boxes = [...range.getClientRects()].filter((each) => each.width > 0);
        return { box: boxes[0] ?? range.getBoundingClientRect(), element: point.node.parentElement };
    };
    return { first: box(start), last: box(end - 1) };
};

const found = locate();
if (found === null) {
    done(null);
} else {
    const inside = ({ box }) => box.top >= 80 && box.bottom <= innerHeight - 80;
    if (!inside(found.first) || !inside(found.last)) found.first.element.scrollIntoView({ block: "center", behavior: "instant" });
    const place = () => {
        const now = locate();
        if (now === null) return null;
        const { first, last } = now;
        return {
            start: [first.box.left + 1, first.box.top + first.box.height / 2],
            end: [last.box.right - 1, last.box.top + last.box.height / 2],
        };
    };
    // At rest when two frames running show it in the same place.
    const settle = (before, left) =>
        requestAnimationFrame(() => {
            const now = place();
            if (left === 0 || JSON.stringify(now) === JSON.stringify(before)) done(now);
            else settle(now, left - 1);
        });
    settle(place(), 60);
}
