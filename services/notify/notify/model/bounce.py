"""A mail that came back: what a mail server says of it (RFC 3464), and what that means for the address."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from urllib.parse import urlsplit

FAILED, DELAYED = "failed", "delayed"
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
# The address itself is no good (RFC 3463): a full mailbox, a server that is away or a mail nobody likes are not that.
NO_SUCH_ADDRESS = re.compile(r"5\.(0\.0|1\.\d{1,3}|2\.[01])")
MESSAGE_ID = re.compile(r"<([0-9a-zA-Z-]{1,80})@[^<>@\s]+>")


@dataclass(frozen=True, slots=True)
class Returned:
    """One recipient of a notification about a mail: `delivery_id` and `token` are of the mail that it brings back."""

    delivery_id: str
    token: str
    addresses: tuple[str, ...]
    status: str
    lasting: bool


def read(raw: bytes) -> list[Returned]:
    """What a message tells of mails that came back; nothing when it is no such notification, or brings no mail back."""
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = list(message.walk())
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    sent = _sent(parts)
    if not reports or sent is None:
        return []
    found = MESSAGE_ID.search(str(sent.get("Message-ID", "")))
    token = _token(str(sent.get("List-Unsubscribe", "")))
    if found is None or not token:
        return []
    of_each = reports[0].get_payload()
    blocks = [block for block in of_each if isinstance(block, Message)] if isinstance(of_each, list) else []
    told = (_told(block, found[1], token) for block in blocks)
    return [each for each in told if each is not None]


def _sent(parts: list[Message]) -> Message | None:
    """The headers of the mail that came back; some servers return nothing else of it."""
    for part in parts:
        content = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(content, list) and content:
            return content[0] if isinstance(content[0], Message) else None
        if part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            return message_from_bytes(body, policy=policy.compat32) if isinstance(body, bytes) else None
    return None


def _told(block: Message, delivery_id: str, token: str) -> Returned | None:
    names = (str(block.get(field, "")) for field in ("Original-Recipient", "Final-Recipient"))
    addresses = tuple(name.partition(";")[2].strip().strip("<>").casefold() for name in names if ";" in name)
    action, found = str(block.get("Action", "")).strip().lower(), STATUS.search(str(block.get("Status", "")))
    if not addresses or action not in (FAILED, DELAYED):
        return None
    status = found[0] if found else "4.0.0"
    return Returned(delivery_id, token, addresses, status, action == FAILED and bool(NO_SUCH_ADDRESS.fullmatch(status)))


def _token(header: str) -> str:
    """The signed part of the link that ends these mails: nobody has it but who got the mail."""
    found = re.search(r"<([^<>]+)>", " ".join(header.split()))
    return urlsplit("".join(found[1].split())).path.rpartition("/unsubscribe/")[2] if found else ""
