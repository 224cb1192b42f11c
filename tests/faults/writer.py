"""One of several processes that reply in one topic, THREADS at once: `python writer.py TOPIC PERSON COUNT`."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from community.app import create_app
from community.settings import read
from portalkit import logs
from portalkit.ids import new_id
from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer

THREADS = 8


def main() -> None:
    """Write COUNT replies, and print each status that is not 201 with what was said to it."""
    topic, person, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    logs.set_up("error", "writer")
    settings = read()
    app, own = create_app(settings), threading.local()
    key = key_at(Path(settings.data_dir) / "keys" / "gateway.json")
    token = mint(key, "community", Viewer(person, "customer", frozenset(), frozenset({"everyone", "members"})))

    def reply(number: int) -> None:
        if not hasattr(own, "client"):
            own.client = app.test_client()
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": new_id()}
        body = {"body": f"Reply {number} of {os.getpid()}"}
        answer = own.client.post(f"/v1/topics/{topic}/replies", json=body, headers=headers)
        if answer.status_code != 201:
            print(answer.status_code, answer.get_data(as_text=True)[:200], flush=True)

    input()  # all begin together
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(reply, range(count)))


if __name__ == "__main__":
    main()
