"""The app on somebody's phone (RFC 6238), written by itself so that nothing is checked by its own code."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str) -> str:
    """What the app shows now."""
    counter = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[19] & 15
    (number,) = struct.unpack(">I", digest[at : at + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
