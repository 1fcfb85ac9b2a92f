"""Says what is in a text document of LibreOffice (flat ODF), as JSON: its paragraphs, comments and tables."""

import json
import sys
import xml.etree.ElementTree as tree

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def q(name):
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


PARAGRAPHS = (q("text:p"), q("text:h"))


class Document:
    def __init__(self, root):
        self.root = root
        self.styles = {one.get(q("style:name")): one for one in root.iter(q("style:style"))}
        self.paragraphs = []
        self.comments = {}
        self.open = set()

    def attribute(self, style, name):
        """What a style or one that it is made from says of its letters."""
        while style in self.styles:
            element = self.styles[style]
            letters = element.find("style:text-properties", NAMESPACES)
            if letters is not None and letters.get(q(name)) is not None:
                return letters.get(q(name))
            style = element.get(q("style:parent-style-name"))
        return None

    def named(self, style):
        """The style that was named, of one that LibreOffice made itself."""
        if style in self.styles:
            element = self.styles[style]
            is_made = style[:1] in "PT" and style[1:].isdigit()
            return element.get(q("style:parent-style-name")) if is_made else style
        return style

    def body(self):
        for element in self.root.find("office:body/office:text", NAMESPACES):
            if element.tag in PARAGRAPHS:
                self.paragraph(element)
        return self

    def paragraph(self, element):
        for name in self.open:
            if self.comments[name]["range"]:
                self.comments[name]["range"] += "\n"
        level = element.get(q("text:outline-level")) if element.tag == q("text:h") else None
        style = element.get(q("text:style-name"))
        self.paragraphs.append({"style": self.named(style), "level": level and int(level), "runs": []})
        self.inside(element, [style])

    def inside(self, element, styles):
        self.letters(element.text, styles)
        for child in element:
            if child.tag == q("office:annotation"):
                self.comment(child)
            elif child.tag == q("office:annotation-end"):
                self.open.discard(child.get(q("office:name")))
            elif child.tag == q("text:s"):
                self.letters(" " * int(child.get(q("text:c"), "1")), styles)
            elif child.tag in (q("text:tab"), q("text:line-break")):
                self.letters(" ", styles)
            else:
                self.inside(child, [*styles, child.get(q("text:style-name"))])
            self.letters(child.tail, styles)

    def letters(self, text, styles):
        if not text:
            return
        for name in self.open:
            self.comments[name]["range"] += text
        # Of what several styles say the innermost counts.
        said = {
            key: next(filter(None, (self.attribute(style, name) for style in reversed(styles))), None)
            for key, name in [("shade", "fo:background-color"), ("line", "style:text-underline-style")]
        }
        run = {key: None if value in ("transparent", "none") else value for key, value in said.items()}
        self.paragraphs[-1]["runs"].append({"text": text, **run})

    def comment(self, element):
        name = element.get(q("office:name"))
        lines = [plain(one) for one in element.iter() if one.tag in PARAGRAPHS]
        author, date = element.findtext("dc:creator", None, NAMESPACES), element.findtext("dc:date", None, NAMESPACES)
        self.comments[name] = {"author": author, "date": date, "lines": lines, "range": ""}
        # One that is about a place and no words has no name and no end.
        if name:
            self.open.add(name)


def plain(element):
    text = element.text or ""
    for child in element:
        if child.tag == q("text:s"):
            text += " " * int(child.get(q("text:c"), "1"))
        else:
            text += plain(child)
        text += child.tail or ""
    return text


def table(element):
    def rows(parent):
        return [[lines(cell) for cell in row.findall("table:table-cell", NAMESPACES)] for row in parent]

    def lines(cell):
        return [plain(one) for one in cell.iter() if one.tag in PARAGRAPHS]

    heads = element.findall("table:table-header-rows/table:table-row", NAMESPACES)
    return {"head": rows(heads), "rows": rows(element.findall("table:table-row", NAMESPACES))}


def main(file):
    root = tree.parse(file).getroot()
    document = Document(root).body()
    defaults = root.find(".//style:default-style[@style:family='paragraph']/style:text-properties", NAMESPACES)
    found = {
        "title": root.findtext("office:meta/dc:title", None, NAMESPACES),
        "defaults": {name.split("}")[1]: value for name, value in defaults.attrib.items()},
        "paragraphs": document.paragraphs,
        "comments": list(document.comments.values()),
        "unfinished": sorted(document.open),
        "tables": [table(one) for one in root.iter(q("table:table"))],
    }
    json.dump(found, sys.stdout)


main(sys.argv[1])
