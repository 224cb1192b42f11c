"""The passwords that are tried first: a list that comes with the service, so that nobody has to be asked."""

import gzip
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("blocklist.txt.gz")


@cache
def blocked() -> frozenset[str]:
    """All of them, in lower case; read on first use."""
    return frozenset(gzip.decompress(FILE.read_bytes()).decode().splitlines())


class Blocklist:
    """The list as something that can be asked `in`, without reading it before."""

    def __contains__(self, text: object) -> bool:
        return text in blocked()
