"""`make bench`: the portal beside a bare Flask, interleaved; prints the table that the README quotes."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "support")]

from support.served import Served  # noqa: E402

from bench import events, pages  # noqa: E402
from bench.load import group, pss_mb  # noqa: E402
from portalkit.testing.ports import free_ports  # noqa: E402

FILL = """
import json, os, sys
sys.path[:0] = [{tests!r}, {deploy!r}]
from pathlib import Path
import prepare
from portalkit import logs
logs.set_up("error")
prepare.migrate()
from bench.corpus import Corpus
data = Path(os.environ["DATA_DIR"])
(data / "bench.json").write_text(json.dumps(Corpus(data).fill()))
"""


def fill(data_dir: Path, places: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Make the corpus in a child process, in `places` if not in the folder; the ids of what is in it."""
    code = FILL.format(tests=str(HERE.parent), deploy=str(HERE.parents[1] / "deploy"))
    environ = {"DATA_DIR": str(data_dir), "LOG_LEVEL": "error", **(places or {})}
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)
    return dict(json.loads((data_dir / "bench.json").read_text()))


def start_up(data_dir: Path) -> Served:
    """Start the portal twice, the second time being the one that counts, and say what it took."""
    limits = dict.fromkeys(("WRITES_A_MINUTE", "WRITES_A_MINUTE_IP", "CALLS_A_MINUTE"), "1000000") | {
        "NEWCOMER_DAYS": "0",
        "MAILS_A_DAY": "0",
        "MAILS_A_WEEK": "0",
    }
    Served(data_dir, DEMO="0", **limits).start().stop()
    portal = Served(data_dir, DEMO="0", MICRO_CACHE_SECONDS="0", LOG_LEVEL="warning", **limits).start()
    pages.warm_up(portal.port)
    memory = pss_mb(group(portal.id))
    print(f"Ready in {portal.seconds_to_ready:.1f} s; all processes together hold {memory:.0f} MB (PSS).", flush=True)
    return portal


def measure(data_dir: Path, portal: Served, made: dict[str, list[str]]) -> None:
    """Print the table of pages, then how soon events arrive while nothing else runs."""
    pages.wait_for_index(data_dir)
    others = pages.Others(data_dir, free_ports(16))
    try:
        print(pages.table(portal, others, made), flush=True)
    finally:
        others.stop()
    print(events.lines(portal, made), flush=True)


def main() -> int:
    """Measure and print; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        began = time.monotonic()
        made = fill(data_dir)
        print(f"corpus made in {time.monotonic() - began:.0f} s", file=sys.stderr)
        portal = start_up(data_dir)
        try:
            measure(data_dir, portal, made)
        finally:
            print(f"Ends in {portal.stop():.1f} s after Ctrl-C.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
