"""The cases of the page that brings people in from a file."""

from leaks.cases import Case
from leaks.routes_common import form

AT = "/staff/people/import"
PEOPLE_IMPORT = (Case(AT, desk=True), form(AT, AT, "do=look&content=x&email=0", desk=True))
