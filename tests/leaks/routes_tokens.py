"""The cases of the routes and pages of API tokens. They name nothing but what is one's own."""

from leaks.cases import Case
from leaks.routes_common import form

TOKENS = (
    Case("/v1/me/tokens"),
    Case("/v1/me/tokens", method="POST", writes=True, body='{"name": "x", "scopes": ["read"], "days": 1}'),
    Case("/v1/me/tokens/<token_id>", ("/v1/me/tokens/<never>",), method="DELETE", writes=True),
    Case("/internal/v1/tokens/look", method="POST", writes=True, body='{"token": "nobodys"}'),
)
TOKEN_PAGES = (
    Case("/account/tokens"),
    form("/account/tokens", "/account/tokens", "name=x&may=read&days=7"),
    form("/account/tokens/<token_id>/revoke", "/account/tokens/<never>/revoke"),
)
