"""Runs a command beside the portal in containers: up, filled with the demo content, and taken down afterwards."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "services" / "portalkit")]
from support.composed import Composed  # noqa: E402
from support.person import Person  # noqa: E402

from portalkit.testing import eventually  # noqa: E402


def found_in(url: str) -> set[str]:
    """The kinds of things that a visitor's search finds: what was brought in has reached the index, and its owners."""
    return {kind.text for kind in Person(url).open("/search?q=reference+electrode").main.all(of="at-kind")}


def main() -> int:
    """Run what follows on the command line; its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Composed.fresh(Path(folder))
        try:
            ready = portal.start()
            began = time.monotonic()
            portal.compose("--profile", "demo", "run", "--rm", "demo")
            eventually(lambda: {"Article", "Topic"} <= found_in(portal.url), 180, every=1)
            print(f"{portal.url}: ready in {ready:.0f} s, filled in {time.monotonic() - began:.0f} s more", flush=True)
            return subprocess.run(sys.argv[1:], env=portal.environ, check=False).returncode
        except (AssertionError, RuntimeError):
            print(portal.compose("logs", "--no-color", "--tail", "50"), file=sys.stderr)
            raise
        finally:
            portal.remove()


if __name__ == "__main__":
    sys.exit(main())
