"""The cases of the routes and pages of profiles. They name nothing but people, and what these say of themselves."""

from leaks.cases import Case
from leaks.routes_common import form

AT = "/internal/v1/pages/person/"
WISH = "/v1/profile-wishes/<wish_id>/decide"

PROFILES = (
    Case("/v1/me/profile"),
    Case("/v1/me/profile", method="PATCH", writes=True, body="{}"),
    Case("/v1/me/profile/wishes/<field>", ("/v1/me/profile/wishes/name",), method="DELETE", writes=True),
    Case(AT + "<user_id>", (AT + "{person}", AT + "<person:asker>"), shows=("details:asker",), by="keeper"),
    Case("/v1/profile-wishes", desk=True),
    Case(WISH, ("/v1/profile-wishes/<never>/decide",), method="POST", writes=True, desk=True, body='{"approve": true}'),
    Case("/v1/profile-policy", method="PATCH", writes=True, desk=True, body='{"rules": {}}'),
)
PROFILE_PAGES = (
    Case("/account/profile"),
    Case("/people/<person_id>", ("/people/<person:asker>?said",), shows=("details:asker",), by="keeper"),
    Case("/staff/profiles", desk=True),
    form("/account/profile", "/account/profile", "country=Norway&version=1"),
    form("/account/profile/wishes/<field>/take-back", "/account/profile/wishes/name/take-back"),
    form("/staff/profiles/<wish_id>", "/staff/profiles/<never>", "on=1&version=1", desk=True),
    form("/staff/profiles/rules", "/staff/profiles/rules", "name=nonsense&version=1", desk=True),
)
