"""What comes from another system under an id of its own."""

import hashlib
import json
from collections import Counter
from typing import Any

from portalkit.errors import Invalid

Item = dict[str, Any]


def digest(item: Item) -> str:
    """A short text that is the same for the same item: what was imported once is not written again.

    It is compared with the import before, not with the row, so that what people changed here since then stays.
    """
    return hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()


def check_replies(item: Item) -> None:
    """Raise Invalid when two replies have one external id, or the accepted one is not among them."""
    counts = Counter(reply["external_id"] for reply in item["replies"])
    if any(count > 1 for count in counts.values()):
        raise Invalid({"replies": ["Two replies have the same external_id."]})
    if item["accepted"] and item["accepted"] not in counts:
        raise Invalid({"accepted": ["None of the replies has this external_id."]})
