"""Tables as files for spreadsheets."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from flask import Response

from gateway.responses import settle

FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out instead of showing it


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A file of this name (CSV, UTF-8): a line of column names, and a line for each row."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return settle(Response(made.getvalue(), headers=headers, content_type="text/csv; charset=utf-8"))


def _plain(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text
