"""Says what openpyxl finds in a workbook, as JSON: its sheets, and of each cell what it is and holds."""

import datetime
import json
import sys

import openpyxl

KINDS = {"s": "text", "n": "number", "d": "date", "f": "formula", "b": "truth", "e": "error"}


def cell(one):
    if one.value is None:
        return None
    value = one.value
    if isinstance(value, datetime.datetime):
        value = value.date() if value.time() == datetime.time() else value
    return [KINDS.get(one.data_type, one.data_type), str(value)]


def sheet(one):
    return {
        "name": one.title,
        "frozen": one.freeze_panes,
        "filtered": one.auto_filter.ref,
        "all": one.dimensions,
        "rows": [[cell(value) for value in row] for row in one.iter_rows()],
    }


json.dump([sheet(one) for one in openpyxl.load_workbook(sys.argv[1])], sys.stdout)
