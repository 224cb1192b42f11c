"""The cases of the routes and pages of addresses. They name nothing but what is one's own."""

from leaks.cases import Case
from leaks.routes_common import form

AT = "/v1/me/addresses/<address_id>"

ADDRESSES = (
    Case("/v1/me/addresses"),
    Case("/v1/me/addresses", method="POST", writes=True, body='{"email": "x@people.example"}'),
    Case(f"{AT}/main", ("/v1/me/addresses/<never>/main",), method="POST", writes=True),
    Case(AT, ("/v1/me/addresses/<never>",), method="DELETE", writes=True),
)
ADDRESS_PAGES = (
    Case("/account/addresses"),
    form("/account/addresses", "/account/addresses", "email=nobody"),
    form("/account/addresses/<address_id>/main", "/account/addresses/<never>/main"),
    form("/account/addresses/<address_id>/remove", "/account/addresses/<never>/remove"),
)
