"""People from a file: where it is chosen, and what it would do."""

from gateway.panels import page
from gateway.people_file import FIELDS, MOST_BYTES, MOST_LINES


@page("/staff/people/import", "staff_people_import.html", by="administrator")
def people_import():
    """Choose a file."""
    return {"fields": FIELDS, "most_lines": MOST_LINES, "most_megabytes": MOST_BYTES // 1_000_000, "looked": None}
