"""The service of articles, and of the search over everything."""

from pathlib import Path

NAME = "knowledge"
RELEASE = "0.1.0"
CONTRACTS = Path(__file__).parent / "contracts"
