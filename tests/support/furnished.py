"""The demonstration's content in a data folder, made once in a run of tests: whoever needs it starts from a copy.

It comes in as at a first start (deploy/prepare.py), and then every worker does what there is to do with it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from support import backends
from support.portal import Portal

ROOT = Path(__file__).resolve().parents[2]
SHARED = "TEST_SHARED"  # the setting that names a folder which all processes of a run have


def furnish(data_dir: Path) -> bool:
    """Fill an empty `data_dir`, if what a portal has is kept there, and there is a run to share the work with."""
    shared = os.environ.get(SHARED)
    if not shared or _elsewhere():
        return False
    shutil.copytree(_made_once(Path(shared)), data_dir, dirs_exist_ok=True)
    return True


def _elsewhere() -> bool:
    return bool(backends.ON_POSTGRES or backends.ON_RABBITMQ or os.environ.get("TEST_SEARCH", "embedded") != "embedded")


def _made_once(shared: Path) -> Path:
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = shared / "demo.begun"
            # In a process of its own, whose end closes every file.
            command = [sys.executable, "-m", "support.furnished", str(begun)]
            environ = os.environ | {"DATA_DIR": str(begun)}
            done = subprocess.run(command, cwd=ROOT / "tests", env=environ, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            begun.rename(made)
    return made


def main() -> int:
    """Fill the folder that the command names; the exit code."""
    data_dir = Path(sys.argv[1])
    data_dir.mkdir()
    sys.argv[1:] = ["--demo"]
    sys.path.insert(0, str(ROOT / "deploy"))
    if code := import_module("prepare").main():
        return int(code)
    portal = Portal(data_dir)
    portal.settle(mail=False)
    portal.close()
    (data_dir / "templates").unlink()  # leads to a folder that goes with this process
    return 0


if __name__ == "__main__":
    sys.exit(main())
