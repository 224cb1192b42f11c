"""The same portal with a process group for each service and HTTP between them, still on SQLite and the embedded bus."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from supervisor import Process, Supervisor, prepare  # noqa: E402

SERVICES = ("accounts", "knowledge", "community", "notify")


def main() -> int:
    """Prepare the data, start every group, and stay until told to end; the exit code.

    Services listen on PORT + 11 and up, live on PORT + 1; the gateway asks them there, or at <SERVICE>_URL, where
    something may stand between. `DATA_DIR/run/<group>.pid` holds each group's id, for whoever wants to stop or hang
    one.
    """
    port = int(os.environ.get("PORT", "8080"))
    data_dir = Path(os.environ.get("DATA_DIR", "var")).resolve()
    origin = os.environ.setdefault("PUBLIC_ORIGIN", f"http://127.0.0.1:{port}")
    os.environ |= {"DATA_DIR": str(data_dir), "PORT": str(port)}
    os.environ.setdefault("LIVE_PORT", str(port + 1))
    os.environ.setdefault("LIVE_ORIGIN", f"http://127.0.0.1:{os.environ['LIVE_PORT']}")
    lines = prepare(HERE.parents[1], data_dir, os.environ.get("DEMO", "1") != "0")
    processes, urls = [], {}
    for number, name in enumerate(SERVICES):
        url = f"http://127.0.0.1:{port + 11 + number}"
        variable = f"{name.upper()}_URL"
        urls[variable] = os.environ.get(variable, url)
        command = [sys.executable, "-m", name]
        processes.append(Process(name, [*command, "api", "--port", str(port + 11 + number)], ready=f"{url}/readyz"))
        processes.append(Process(f"{name}-worker", [*command, "worker"]))
    gateway = [sys.executable, "-m", "gateway", "api", "--port", str(port)]
    processes.append(Process("gateway", gateway, urls, ready=f"{origin}/readyz"))
    processes.append(Process("live", [sys.executable, "-m", "notify", "live"]))
    return Supervisor(processes, data_dir).run("\n".join(["", f"Atrium is open: {origin}", *lines, ""]))


if __name__ == "__main__":
    sys.exit(main())
