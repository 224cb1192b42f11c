"""Under which name the portal is asked for, and from where."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
LONGEST = 2000
NOWHERE = "0.0.0.0"  # noqa: S104  of whoever has no address, such as a peer on a Unix socket


def own_path(text: str, otherwise: str = "/") -> str:
    """`text` if it is an address within the portal, else `otherwise`: nobody is sent elsewhere by a link of ours."""
    return text if len(text) <= LONGEST and OWN_PATH.fullmatch(text) else otherwise


def client_ip(environ: Mapping[str, Any], hops: int) -> str:
    """The address of the browser. Only the last `hops` entries of X-Forwarded-For were written by our own proxies."""
    address = str(environ.get("REMOTE_ADDR", ""))
    if hops:
        forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if len(forwarded) >= hops:
            address = forwarded[-hops].strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return NOWHERE


def asked_from_here(environ: Mapping[str, Any], hops: int) -> bool:
    """Whether a program on this machine asks directly: no proxy in between says otherwise."""
    if not hops and "HTTP_X_FORWARDED_FOR" in environ:
        return False
    address = client_ip(environ, hops)
    return address == "::1" or address.startswith("127.")
