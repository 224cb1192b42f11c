"""The cases of the pages and forms that bring people in from a file."""

from leaks.cases import Case
from leaks.routes_common import form

AT = "/staff/people/import"
PEOPLE_IMPORT = (
    Case(AT, desk=True),
    *(form(path, path, "content=x&email=0", desk=True) for path in (AT, f"{AT}/look", f"{AT}/errors")),
)
