"""What was answered to an Idempotency-Key is kept in a transaction of its own, after the one that did the work."""

from flask import after_this_request, current_app

from faults.broken import run
from portalkit.web import idempotency

keep = idempotency.keep


def keep_later(tx, *answer):
    def now(response):
        with current_app.extensions["database"].transaction() as own:
            keep(own, *answer)
        return response

    after_this_request(now)


idempotency.keep = keep_later
run()
