"""Reads a project by the standard of REFI-QDA (1.0, section 10.2) and says what is in it, as JSON.

Called with the project and a folder to unpack it into. Positions are code points; in a project that begins its texts with
a byte order mark they are UTF-16 units behind it, as NVivo for Windows counts.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as tree
import zipfile

NS = {"q": "urn:QDA-XML:project:1.0"}
MARK = "\ufeff"


def between(text, start, end):
    return text[start:end]


def between_units(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def source(element, folder, unused):
    path = element.get("plainTextPath")
    assert path.startswith("internal://"), path
    member = "sources/" + path.removeprefix("internal://")
    unused.discard(member)
    text = (folder / member).read_bytes().decode("utf-8")
    has_mark = text.startswith(MARK)
    cut = between_units if has_mark else between
    text = text.removeprefix(MARK)
    selections = []
    for one in element.findall("q:PlainTextSelection", NS):
        start, end = int(one.get("startPosition")), int(one.get("endPosition"))
        codes = [ref.get("targetGUID") for ref in one.findall("q:Coding/q:CodeRef", NS)]
        selections.append({"words": cut(text, start, end), "name": one.get("name"), "codes": codes})
    return {"text": text, "has_mark": has_mark, "selections": selections}


def main(file, folder):
    folder = pathlib.Path(folder)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
        unused = set(archive.namelist())
    unused.discard("project.qde")
    project = tree.parse(folder / "project.qde").getroot()
    guids = {one.get("guid") for one in project.iter() if one.get("guid")}
    gone = [one.get("targetGUID") for one in project.iter() if one.get("targetGUID") not in guids | {None}]
    assert not gone, f"references to what is not there: {gone}"
    sources = [source(one, folder, unused) for one in project.findall("q:Sources/q:TextSource", NS)]
    for note in project.iter(f"{{{NS['q']}}}Note"):
        unused.discard("sources/" + (note.get("plainTextPath") or "").removeprefix("internal://"))
    codes = [one.get("name") for one in project.iter(f"{{{NS['q']}}}Code")]
    found = {"qde": str(folder / "project.qde"), "unused": sorted(unused), "sources": sources, "codes": codes}
    json.dump(found, sys.stdout)


main(*sys.argv[1:])
