"""The archive of what the portal holds of somebody."""

import gzip
import io
import zipfile
from typing import Any

import orjson

from gateway.filters import Times
from gateway.upstream import rights
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered
from gateway.words import N_, _, spoken

ABOUT = (
    N_("This is everything that the portal held about you on %(day)s."),
    N_(
        "Each file is what one part of the portal holds, as JSON: lists of rows by what they are."
        " Ids stand for other people."
    ),
)
MISSING = N_("Not here, as that part did not answer: %(names)s. Download the archive again in a while.")


def packed(caller: Caller, claim: dict[str, Any], zone: str) -> bytes:
    """A zip with a file of each service that has answered, `about.txt`, and `receipt.json` with what is in each.

    What is for programs has times as ISO 8601 in UTC; `about.txt` tells its own by the clocks of a `zone`, too.
    """
    missing, buffer = [], io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in claim["parts"]:
            part = _part(caller, claim["id"], each)
            if part is None:
                missing.append(each["service"])
            else:
                archive.writestr(f"{each['service']}.json", part)
        told = claim | {"missing": missing}
        archive.writestr("receipt.json", orjson.dumps(told, option=orjson.OPT_INDENT_2))
        archive.writestr("about.txt", _about(claim["asked_at"], zone, missing))
    return buffer.getvalue()


def _about(asked_at: str, zone: str, missing: list[str]) -> str:
    """What is in the archive, in its person's language."""
    what, how = ABOUT
    day = f"{Times(spoken()).date_and_time(asked_at, zone)} ({asked_at})"
    lines = [_(what, day=day), _(how), *([_(MISSING, names=", ".join(missing))] if missing else ())]
    return "\n\n".join(lines) + "\n"


def _part(caller: Caller, export_id: str, part: dict[str, Any]) -> bytes | None:
    if part["answered_at"] is None:
        return None
    try:
        return gzip.decompress(rights.part(caller, part["service"], export_id))
    except (Refusal, Unanswered):
        return None
