"""Several values in one field: separated by commas; one that has a comma itself stands in quotation marks."""

import csv
from collections.abc import Iterable


def read_list(text: str) -> list[str]:
    """The values in `text`, each once, in their order."""
    lines = csv.reader(text.replace("\x00", "").splitlines(), skipinitialspace=True)
    try:
        return list(dict.fromkeys(value.strip() for line in lines for value in line if value.strip()))
    except csv.Error:  # longer than any value may be, which its service says
        return [text.strip()]


def written_list(values: Iterable[str]) -> str:
    """The text that `read_list` reads as `values`."""
    return ", ".join(_quoted(value) if {",", '"'}.intersection(value) else value for value in values)


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
