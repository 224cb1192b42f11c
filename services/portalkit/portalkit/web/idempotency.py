"""POSTs that create can be repeated safely: the answer is stored in the transaction that did the work.

After draft-ietf-httpapi-idempotency-key-header: 400 without a key, 422 for the same key with another request.
Two at once: the second waits for the first one's commit, then gets its answer.
"""

import hashlib
import re

from flask import Response, request
from sqlalchemy import select

from portalkit.database import Transaction, param
from portalkit.errors import Refused
from portalkit.tables import answers

SHAPE = re.compile(r"^[\x21-\x7e]{1,128}$")
FIND = select(answers.c.fingerprint, answers.c.status, answers.c.headers, answers.c.body).where(
    answers.c.principal == param("principal"),
    answers.c.route == param("route"),
    answers.c.key == param("key"),
)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def key() -> str:
    """The request's key. Raises Refused when there is none, or a strange one."""
    value = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not value:
        raise Refused("idempotency-key-missing", "Send an Idempotency-Key header, such as a new UUID.", 400)
    if not SHAPE.match(value):
        raise Refused("idempotency-key-malformed", "An Idempotency-Key is 1 to 128 visible ASCII characters.", 400)
    return value


def fingerprint() -> str:
    """What makes this request the same as another: its path and its body."""
    return hashlib.sha256(request.full_path.encode() + b"\0" + request.get_data()).hexdigest()


def earlier(tx: Transaction, principal: str, route: str, key: str) -> Response | None:
    """The stored answer to the same request, or None. Raises Refused when the key was used for another one."""
    tx.alone(f"answer {principal} {route} {key}")
    rows = tx.rows(FIND, principal=principal, route=route, key=key)
    if not rows:
        return None
    if rows[0].fingerprint != fingerprint():
        raise Refused("idempotency-key-reused", "This Idempotency-Key was used for a different request.", 422)
    return Response(rows[0].body, rows[0].status, headers=[*rows[0].headers.items(), ("Idempotency-Replayed", "true")])


def keep(tx: Transaction, principal: str, route: str, key: str, response: Response) -> None:
    """Store the answer with the work it tells of."""
    tx.put(
        answers,
        principal=principal,
        route=route,
        key=key,
        fingerprint=fingerprint(),
        status=response.status_code,
        headers={name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
        body=response.get_data(as_text=True),
        created_at=tx.now,
    )
