"""The cases of the routes of those who write."""

from leaks.cases import Case
from leaks.routes_common import PAGES

WRITING = (
    Case("/internal/v1/preview", method="POST", desk=True, body='{"body": "B"}'),
    Case(f"{PAGES}/staff/remit/<person_id>", (f"{PAGES}/staff/remit/{{person}}",), desk=True),
    Case(
        "/v1/remits/<person_id>",
        ("/v1/remits/<person:insider>",),
        method="PUT",
        writes=True,
        desk=True,
        body='{"categories": []}',
    ),
    Case(f"{PAGES}/staff/links", desk=True),
    Case(f"{PAGES}/staff/outside", desk=True),
    Case("/v1/outside/<link_id>/ask", ("/v1/outside/<never>/ask",), method="POST", writes=True, desk=True),
    Case(
        "/v1/articles/<article_id>/links/check",
        ("/v1/articles/{article}/links/check",),
        method="POST",
        writes=True,
        desk=True,
    ),
    Case("/v1/stock", desk=True),
    Case("/v1/stock", method="POST", writes=True, desk=True, body='{"kind": "snippet", "name": "n", "body": "B"}'),
    Case(f"{PAGES}/staff/stock/<stock_id>", (f"{PAGES}/staff/stock/<never>",), desk=True),
    *(
        Case(f"{PAGES}/staff/stock/<stock_id>/{what}", (f"{PAGES}/staff/stock/<never>/{what}",), desk=True)
        for what in ("revisions", "difference")
    ),
    Case(
        "/v1/stock/<stock_id>/restore",
        ("/v1/stock/<never>/restore",),
        method="POST",
        writes=True,
        desk=True,
        body='{"number": 1}',
    ),
    *(
        Case("/v1/stock/<stock_id>", ("/v1/stock/<never>",), method=method, writes=True, desk=True, body=body)
        for method, body in (("PATCH", "{}"), ("DELETE", ""))
    ),
)
