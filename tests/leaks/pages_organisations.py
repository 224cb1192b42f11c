"""The cases of the pages and forms of organisations."""

from leaks.cases import Case
from leaks.routes_common import form

ONE, THERE = "/organisation/<organisation_id>", "/organisation/<never>"

ORGANISATION_PAGES = (
    Case("/organisation"),
    Case(ONE, (THERE,)),
    Case("/invitation", ("/invitation", "/invitation?token=nobodys")),
    Case(
        "/staff/organisations",
        ("/staff/organisations", "/staff/organisations?text=inside", "/staff/organisations?without=alone"),
        desk=True,
    ),
)
ORGANISATION_FORMS = (
    form("/organisation/context", "/organisation/context", "organisation_id=<never>"),
    form(f"{ONE}/invite", f"{THERE}/invite", "email=x@people.example&role=member"),
    form(f"{ONE}/invitations/<invitation_id>/withdraw", f"{THERE}/invitations/<never>/withdraw"),
    form(f"{ONE}/members/<membership_id>", f"{THERE}/members/<never>", "role=member&version=1"),
    form(f"{ONE}/members/<membership_id>/move", f"{THERE}/members/<never>/move", "to=<never>&version=1"),
    form(f"{ONE}/members/<membership_id>/remove", f"{THERE}/members/<never>/remove"),
    form("/invitation", "/invitation", "token=nobodys"),
    form("/invitation/join", "/invitation/join", "token=nobodys&name=N&password=short"),
    form("/staff/organisations", "/staff/organisations", "name=&kind=company", desk=True),
    form("/staff/organisations/<organisation_id>", "/staff/organisations/<never>", "name=N&version=1", desk=True),
    form("/staff/organisations/<organisation_id>/state", "/staff/organisations/<never>/state", "version=1", desk=True),
)
