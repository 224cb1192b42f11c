"""Scripts of deploy/ as modules."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def deployed(name):
    """deploy/<name>.py, loaded."""
    spec = importlib.util.spec_from_file_location(f"deployed_{name}", ROOT / "deploy" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
