"""Making audiences, and retiring them."""

import orjson

from gateway.forms.form import form
from gateway.pages.staff_audiences import staff_audiences as audiences_page
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import visit
from portalkit.errors import Invalid


@form("/staff/audiences/new", by="staff", takes=("name", "description", "rule"), again=audiences_page)
def create_audience(sent):
    """Whoever the rule fits is in, at once."""
    try:
        rule = orjson.loads(sent["rule"])
        orjson.dumps(rule)  # what can be read may still be nested too deep to be sent on
    except orjson.JSONDecodeError as fault:
        raise Invalid({"rule": [f"This is not JSON: {fault}."]}) from fault
    except orjson.JSONEncodeError as fault:
        raise Invalid({"rule": ["This is nested too deep."]}) from fault
    accounts.create_audience(visit().services, dict(sent) | {"rule": rule}, sent.key)
    return done("/staff/audiences", "The audience is there.")


@form("/staff/audiences/<audience_id>/retire", by="staff")
def retire_audience(sent, audience_id):
    """Nobody is in it any more, for good."""
    accounts.retire_audience(visit().services, audience_id, sent.version)
    return done("/staff/audiences", "Retired. Nobody is in it any more.")
