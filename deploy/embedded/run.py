"""`make run`: the whole portal on this machine, with no server besides. Ctrl-C ends it; `var/` keeps everything."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from supervisor import Process, Supervisor, prepare  # noqa: E402


def main() -> int:
    """Prepare the data, start web, worker and live, and stay until told to end; the exit code."""
    port = int(os.environ.get("PORT", "8080"))
    host = os.environ.get("HOST", "127.0.0.1")
    data_dir = Path(os.environ.get("DATA_DIR", "var")).resolve()
    origin = os.environ.setdefault("PUBLIC_ORIGIN", f"http://{host}:{port}")
    os.environ |= {"DATA_DIR": str(data_dir), "PORT": str(port)}
    os.environ.setdefault("LIVE_PORT", str(port + 1))
    os.environ.setdefault("LIVE_ORIGIN", f"http://{host}:{os.environ['LIVE_PORT']}")
    demo = os.environ.get("DEMO", "1") != "0" and os.environ.get("ENV") != "production"
    lines = prepare(HERE.parents[1], data_dir, demo)
    processes = [
        Process("web", [sys.executable, str(HERE / "web.py")], ready=f"http://{host}:{port}/readyz"),
        Process("worker", [sys.executable, str(HERE / "worker.py")]),
        Process("live", [sys.executable, "-m", "notify", "live"]),
    ]
    return Supervisor(processes, data_dir).run("\n".join(["", f"Atrium is open: {origin}", *lines, ""]))


if __name__ == "__main__":
    sys.exit(main())
