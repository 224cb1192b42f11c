"""Real servers for tests, by the addresses in the environment that `make test-servers` sets."""

import os

import pytest


def server(name: str) -> str:
    """The URL in TEST_<NAME>_URL: postgres, rabbitmq, rabbitmq_management, elasticsearch or s3.

    Without one the test is skipped and says so. Under CI that is a failure, as nobody would read it there, and in
    `make test`, which leaves out what is marked as needing servers and nothing else.
    """
    variable = f"TEST_{name.upper()}_URL"
    if url := os.environ.get(variable):
        return url
    reason = f"needs a real server: set {variable}, or run `make test-servers`"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
