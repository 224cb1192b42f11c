"""The broker's definitions, from what every service publishes and listens to.

python deploy/rabbitmq/generate.py > deploy/rabbitmq/definitions.json
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from portalkit.bus_rabbitmq_definitions import definitions

SERVICES = Path(__file__).resolve().parents[2] / "services"
NAMES = ("accounts", "knowledge", "community", "notify")


def generate() -> dict[str, Any]:
    """The definitions of this release."""
    return definitions({name: listens_to(name) for name in NAMES}, published())


def published() -> list[str]:
    """Every type that there is."""
    return sorted(path.stem for path in SERVICES.glob("*/contracts/publishes/*.json"))


def listens_to(service: str) -> list[str]:
    """What a service is sent: what its contracts name, and what it handles."""
    contracts = (SERVICES / service / "contracts" / "consumes").glob("*.json")
    return sorted({pattern(path.stem) for path in contracts} | set(import_module(f"{service}.events").HANDLERS))


def pattern(contract: str) -> str:
    """`accounts.user.v1` speaks for every verb, `accounts.session.ended.v1` for one."""
    words = contract.split(".")
    return contract if len(words) == 4 else ".".join([*words[:-1], "*", words[-1]])


if __name__ == "__main__":
    json.dump(generate(), sys.stdout, indent=1)
    print()
