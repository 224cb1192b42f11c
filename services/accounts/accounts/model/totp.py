"""Six digits that an app on the phone shows for half a minute (RFC 6238, as every such app does it: SHA-1, 30 s)."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

SECONDS, DIGITS, BYTES = 30, 6, 20
AROUND = 1  # steps before and after now that count, too: clocks differ, and people type slowly


def new_totp_secret() -> str:
    """160 bits in Base32, as apps take them."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode()


def step_at(now: datetime) -> int:
    """The number of the half minute that `now` is in."""
    return int(now.timestamp()) // SECONDS


def code_at(secret: str, step: int) -> str:
    """The code of one half minute."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The half minute that `code` is of, if it is one of those around `now` and later than `last_step`."""
    at, found = step_at(now), None
    for step in range(at - AROUND, at + AROUND + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > last_step:
            found = step
    return found


def address_of(secret: str, brand: str, email: str) -> str:
    """What the picture says that the app photographs."""
    label = quote(f"{brand}:{email}", safe="")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(brand, safe='')}&digits={DIGITS}&period={SECONDS}"
