"""`make relevance`: the figures of each search backend; Elasticsearch where TEST_ELASTICSEARCH_URL names one."""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from relevance.judging import MOST_APART, Relevance, apart, measure  # noqa: E402
from relevance.shop import Shop  # noqa: E402

from portalkit import logs  # noqa: E402

WORST = 8


def figures(backend: str) -> Relevance:
    """Fill a portal on this backend, ask, print."""
    os.environ["TEST_SEARCH"] = backend
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        found = measure(shop.search)
        shop.close()
    print(f"{backend}\n  " + "\n  ".join(found.lines()))
    for value, query in sorted((value, query) for query, value in found.ndcg.items())[:WORST]:
        print(f"    {value:.2f}  {query}")
    return found


def main() -> int:
    """Print; 1 when two backends are too far apart."""
    logs.set_up("error")
    there = ["embedded", *(["elasticsearch"] if os.environ.get("TEST_ELASTICSEARCH_URL") else [])]
    found = [figures(backend) for backend in there]
    too_far = {name: by for name, by in apart(found[0], found[-1]).items() if by > MOST_APART}
    for name, by in too_far.items():
        print(f"{name}: the backends are {by:.3f} apart (at most {MOST_APART})")
    return 1 if too_far else 0


if __name__ == "__main__":
    sys.exit(main())
