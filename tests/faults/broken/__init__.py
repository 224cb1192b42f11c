"""Builds with one promise broken each; `python <this> <entry>` runs the portal's own entry script over it."""

import runpy
import sys


def run() -> None:
    """Run the entry script that was named, with whatever has been replaced so far."""
    entry = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_path(entry, run_name="__main__")
