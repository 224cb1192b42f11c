"""How forms are taken: bounded, at most once, and shown again with what was typed when something needs another look."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import orjson
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from gateway.arrivals import require
from gateway.errors import came_from
from gateway.filters import clocks
from gateway.pages.security import prove as prove_page
from gateway.panels import Page
from gateway.service_words import told
from gateway.upstream.port import Refusal, Unanswered
from gateway.words import _
from portalkit.errors import Fault, Invalid, Missing

forms = Blueprint("forms", __name__)
LONGEST = 200_000  # characters of one field; services say how long each may really be
MOST_VALUES = 100
NOT_KEPT = ("password", "token", "code", "secret", "credential")
STEP_UP = "step-up-needed"  # accounts wants to know for sure who it is
SHOWN_AGAIN = (400, 403, 409, 412, 413, 415, 422, 428, 429, 503)


class Sent(dict[str, Any]):
    """The fields of a form that its page knows, by name. `name[]` in `takes` gives a list under `name`."""

    def __init__(self, takes: tuple[str, ...]) -> None:
        super().__init__()
        for name in takes:
            if name.endswith("[]"):
                self[name[:-2]] = [_clean(value) for value in request.form.getlist(name[:-2])[:MOST_VALUES]]
            else:
                self[name] = _clean(request.form.get(name, ""))
        version = request.form.get("version", "")
        self.version = version if version.isascii() and version.isdigit() else "0"  # nothing is at version 0
        self.form_key = _clean(request.form.get("form_key", ""))

    @property
    def key(self) -> str:
        """An Idempotency-Key: the same when the same page sends the same things again."""
        parts = orjson.dumps([self.form_key, self], option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(parts).hexdigest()

    def only(self, *names: str) -> dict[str, Any]:
        """Some of the fields, to be sent on."""
        return {name: self[name] for name in names}

    def typed(self) -> dict[str, Any]:
        """What the page shows again; secrets are typed anew."""
        return {name: value for name, value in self.items() if name not in NOT_KEPT}


def form(
    rule: str,
    *,
    by: str = "anyone",
    takes: tuple[str, ...] = (),
    again: Page | None = None,
    stale: dict[str, Any] | None = None,
    uploads: bool = False,
    carries: int = 0,
    asks: bool = False,
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Make a function the form at `rule`: it gets what was `Sent`, and the ids of the address.

    When a service refuses, or does not answer, the page `again` comes back with what was typed and why; `stale` are
    names for it besides when somebody else was faster. With `uploads` a file may come along; with
    `carries` its fields may take so many bytes, since one of them is a file that the page holds. One that
    only `asks` changes nothing, and may be sent while somebody types.
    """

    def decorate(act: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(act)
        def view(**ids: Any) -> Response:
            require(by)
            sent = Sent(takes)
            try:
                return act(sent, **ids)
            except (Refusal, Unanswered, Fault) as fault:
                if fault.slug == STEP_UP:
                    return ask_for_proof(sent)
                if again is None or fault.status not in SHOWN_AGAIN:
                    raise
                return show_again(again, fault, sent, stale if fault.status == 412 else None, **ids)

        if uploads or carries:
            view.uploads_by = by  # type: ignore[attr-defined]
        view.carries = carries  # type: ignore[attr-defined]
        view.asks = asks  # type: ignore[attr-defined]
        forms.add_url_rule(rule, endpoint=act.__name__, view_func=view, methods=["POST"])
        return view

    return decorate


def show_again(page: Page, fault: Fault, sent: Sent, more: dict[str, Any] | None = None, **ids: Any) -> Response:
    """`page` with what was typed and what is wrong, in the fault's own status."""
    response = page.again(fault.status, messages(fault, sent), sent.typed(), more or {}, **ids)
    if retry_after := getattr(fault, "retry_after", None):
        response.headers["Retry-After"] = str(retry_after)
    return response


def ask_for_proof(sent: Sent) -> Response:
    """The page that asks who it is, and afterwards sends this very form again; secrets are typed anew, on its page."""
    names = ("version", "form_key", *sent)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name in names]
    secret = any(sent.get(name) for name in NOT_KEPT)
    more = {"next": came_from(), "do": "" if secret else request.path, "kept": [] if secret else kept[:MOST_VALUES]}
    return prove_page.again(403, {}, {}, more)


def messages(fault: Fault, fields: Any) -> dict[str, str]:
    """One message for each field, `form` for what belongs to none that the page shows."""
    found: dict[str, str] = {}
    for name, texts in getattr(fault, "fields", {}).items():
        field = name.partition(".")[0]
        found.setdefault(field if field in fields else "form", told(str(texts[0]) if texts else fault.title))
    if fault.status == 412:
        return {"form": _("Somebody else changed this meanwhile. Look at the newer text, then save again.")}
    return found or {"form": told(fault.detail or fault.title)}


def keepers_of(sent: Sent) -> dict[str, str | None]:
    """Who is to look after a thing, as its form says. Where no owner was chosen, whoever it is stays."""
    owner = {"owner_id": sent["owner_id"]} if sent["owner_id"] else {}
    return owner | {"deputy_id": sent["deputy_id"] or None}


def wanted(value: str) -> bool:
    """What a hidden `on` field says. Raises Missing for anything but 1 and 0."""
    if value not in ("0", "1"):
        raise Missing()
    return value == "1"


def moment(sent: Sent, name: str) -> str | None:
    """A time without a zone, in the one that its form names, else in UTC; None for none. Raises Invalid."""
    if not sent[name]:
        return None
    try:
        written = datetime.fromisoformat(sent[name])
        at = written if written.tzinfo else written.replace(tzinfo=clocks(sent.get("zone") or "UTC"))
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00+00:00")
    except (ValueError, OverflowError) as fault:
        raise Invalid({name: [_("Write a day and a time, such as 2026-11-22T14:00.")]}) from fault


def tags_of(text: str) -> list[str]:
    """The tags in a field, between commas."""
    return [word[:MOST_VALUES] for each in text.split(",")[:MOST_VALUES] if (word := each.strip())]


def _clean(value: str) -> str:
    """A field with the line ends of a text, not of a form. Raises RequestEntityTooLarge."""
    if len(value) > LONGEST:
        raise RequestEntityTooLarge()
    return value.replace("\r\n", "\n").replace("\r", "\n")
