"""Messages to people: what happened to things they follow, in the portal, live and by mail."""

from pathlib import Path

NAME = "notify"
RELEASE = "0.1.0"
CONTRACTS = Path(__file__).parent / "contracts"
