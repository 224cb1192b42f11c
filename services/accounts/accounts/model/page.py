"""Which fields of a person others see on their page: staff's eyes only, until the person says otherwise."""

from collections.abc import Mapping

from accounts.model.user import User
from portalkit.viewer import EVERYONE, MEMBERS, STAFF, Viewer

# The legal name is not among them: it is for contracts. The name is everybody's, as it stands beside what one writes.
ON_PAGE = ("job_title", "organisation", "country", "region", "phone")
EYES = (STAFF, MEMBERS, EVERYONE)


def visible_to(chosen: Mapping[str, str]) -> dict[str, str]:
    """Who sees each field; where nothing was chosen, staff alone."""
    return {name: chosen.get(name, STAFF) for name in ON_PAGE}


def chosen_anew(before: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """What is kept of the choices with these over them: those that let somebody else see a field."""
    return {name: eyes for name, eyes in visible_to({**before, **wanted}).items() if eyes != STAFF}


def knows_all(viewer: Viewer, person: User) -> bool:
    """Whether a viewer reads all of it anyway: oneself, and administrators, who have it on their page of the person."""
    return viewer.signed_in and (viewer.id == person.id or (viewer.kind == "staff" and viewer.has("administrator")))


def sees(viewer: Viewer, eyes: str) -> bool:
    """Whether a field for these `eyes` is for this viewer's, who is not one that knows all."""
    return eyes == EVERYONE or (eyes == MEMBERS and viewer.signed_in)
