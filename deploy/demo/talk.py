"""What people of the demo write to each other, once, as they would write it: signed in, through the public API.

It waits until the portal at PUBLIC_ORIGIN answers, since people can only write to whom the community has heard of, and
it hears of them while the portal runs. `make run` begins it in the background, as a child of the portal.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent)]
from items import PASSWORD, load  # noqa: E402
from supervisor import answers  # noqa: E402

PATIENCE = 90.0  # seconds until the portal is there and has heard of its people
Call = Callable[[str, str, Any, dict[str, str]], tuple[int, Any]]  # method, path, body, headers


def talk(call: Call, wait: Callable[[], None]) -> None:
    """Write every message; `wait` lets the portal hear of its people. The same again adds nothing."""
    messages = load("messages")["message"]
    mails = {person["external_id"]: person["email"] for person in load("people")["person"]}
    signed_in = {name: _sign_in(call, mails[name]) for each in messages for name in (each["author"], each["to"])}
    for number, message in enumerate(messages):
        author, other = signed_in[message["author"]], signed_in[message["to"]]
        path = f"/api/community/v1/people/{other['user']['id']}/messages"
        headers = _by(author) | {"Idempotency-Key": f"demo-message-{number}"}
        while (status := call("POST", path, {"body": message["body"]}, headers)[0]) in (404, 503):
            wait()
        if status not in (200, 201):
            raise SystemExit(f"the community did not take message {number}: {status}")
    for session in signed_in.values():
        call("DELETE", "/api/accounts/v1/sessions", None, _by(session))


def _sign_in(call: Call, email: str) -> Any:
    status, answer = call("POST", "/api/accounts/v1/sessions", {"email": email, "password": PASSWORD}, {})
    if status != 201:
        raise SystemExit(f"{email} cannot sign in: {status}")
    return answer


def _by(session: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {session['token']}"}


def _over_http(origin: str) -> Call:
    import requests

    http = requests.Session()
    http.trust_env = False

    def call(method: str, path: str, body: Any, headers: dict[str, str]) -> tuple[int, Any]:
        answer = http.request(method, origin + path, json=body, headers=headers, timeout=10)
        return answer.status_code, answer.json() if answer.content else None

    return call


def main() -> int:
    """Wait for the portal of this machine, and talk unless that was done; the exit code."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8080")
    origin, until = os.environ.get("PUBLIC_ORIGIN", f"http://{host}:{port}"), time.monotonic() + PATIENCE
    folder = Path(os.environ.get("DATA_DIR", "var"))
    seeded, told, portal = folder / "demo.seeded", folder / "demo.talked", os.getppid()
    if os.environ.get("DEMO") == "0":
        return 0

    def wait() -> None:
        if os.getppid() != portal:  # it has ended, as by Ctrl-C, which reaches nobody in the background
            sys.exit()
        if time.monotonic() > until:
            raise SystemExit("the portal did not hear of its people in time")
        time.sleep(0.5)

    while not told.exists():
        if answers(f"{origin}/readyz"):
            if seeded.exists() and seeded.read_text() == "done":
                talk(_over_http(origin), wait)
                told.touch()
            return 0
        wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
