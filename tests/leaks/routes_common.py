"""The cases of the routes that every service has."""

from leaks.cases import Case

PAGES = "/internal/v1/pages"
PROBES = (
    Case("/livez", probe=True),
    Case("/readyz", probe=True),
    Case("/metrics", probe=True),
    Case("/version", probe=True),
    Case("/openapi.json"),
)
LETTERS = "/internal/v1/dead-letters"
COMMON = (  # the same in every service
    Case(LETTERS, desk=True),
    Case(f"{LETTERS}/<letter_id>", (f"{LETTERS}/<never>",), desk=True),
    Case(f"{LETTERS}/<letter_id>/replay", (f"{LETTERS}/<never>/replay",), method="POST", writes=True, desk=True),
    Case(f"{LETTERS}/<letter_id>/discard", (f"{LETTERS}/<never>/discard",), method="POST", writes=True, desk=True),
    Case("/internal/v1/held", probe=True),
    Case("/internal/v1/exports/<export_id>", ("/internal/v1/exports/<never>",)),
)


def form(rule: str, address: str, body: str = "", desk: bool = False) -> Case:
    """A form that somebody sends; what it does is done by a service, which is asked by itself for everything."""
    return Case(rule, (address,), method="POST", body=body, writes=True, desk=desk, sparse=True)
