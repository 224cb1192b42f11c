"""Fetch the assets that the portal serves but did not write, and check them against the list.

    python gateway/tools/vendor.py           fetch from the npm registry, write static/vendor, check
    python gateway/tools/vendor.py --check   only compare static/vendor with CHECKSUMS.sha256
    python gateway/tools/vendor.py --renew   fetch and write a new list (after a change of version below)

Nothing is fetched at run time. Fetching needs npm; the font also needs fonttools 4.68.0 and brotli 1.2.1, because
its weight axis is narrowed to 400–600, all that the portal uses (35 KB → 22 KB). Other versions of the two give a
font that looks the same but has other bytes, which the check reports.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "gateway" / "static" / "vendor"
LIST = VENDOR / "CHECKSUMS.sha256"
FONT = "hanken-grotesk-latin-wght-normal.woff2"

# package → (version, {file in the package: name here})
PACKAGES = {
    "bootstrap": (
        "5.3.9",
        {
            "dist/css/bootstrap.min.css": "bootstrap.min.css",
            "dist/css/bootstrap.rtl.min.css": "bootstrap.rtl.min.css",
            "LICENSE": "licences/bootstrap.txt",
        },
    ),
    "@fontsource-variable/hanken-grotesk": (
        "5.3.0",
        {f"files/{FONT}": FONT, "LICENSE": "licences/hanken-grotesk.txt"},
    ),
    "htmx.org": (
        "4.0.1",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "licences/htmx.txt"},
    ),
}


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: str, version: str, files: dict[str, str], folder: Path) -> None:
    """Take `files` of one package out of the registry's tarball and into static/vendor."""
    command = ["npm", "pack", "--silent", "--json", f"{package}@{version}"]
    packed = json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout)
    described = packed[0] if isinstance(packed, list) else next(iter(packed.values()))
    with tarfile.open(folder / described["filename"]) as tarball:
        for source, name in files.items():
            target = VENDOR / name
            target.parent.mkdir(parents=True, exist_ok=True)
            packed_file = tarball.extractfile(f"package/{source}")
            assert packed_file, f"{package} has no {source}"
            target.write_bytes(packed_file.read())


def narrow(path: Path) -> None:
    """Cut the font's weight axis down to 400–600, with the same bytes every time."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(path, recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": (400, 400, 600)})
    font.flavor = "woff2"
    font.save(path)


def listed() -> dict[str, str]:
    """What the list promises: name → SHA-256."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {name: sha for sha, name in (line.split("  ", 1) for line in lines)}


def found() -> dict[str, str]:
    """What lies in static/vendor, apart from the list and the README."""
    ours = (LIST.name, "README.md")
    files = (path for path in sorted(VENDOR.rglob("*")) if path.is_file() and path.name not in ours)
    return {path.relative_to(VENDOR).as_posix(): digest(path) for path in files}


def check() -> list[str]:
    """One sentence for every file that is missing, changed or not in the list."""
    promised, there = listed(), found()
    complaints = [f"{name} is missing" for name in promised if name not in there]
    complaints += [f"{name} is not in the list" for name in there if name not in promised]
    changed = [name for name, sha in promised.items() if there.get(name, sha) != sha]
    return complaints + [f"{name} has changed" for name in changed]


def main(arguments: list[str]) -> int:
    """Do what the arguments ask for; 1 when the folder is not what the list promises."""
    if "--check" not in arguments:
        with tempfile.TemporaryDirectory() as folder:
            for package, (version, files) in PACKAGES.items():
                fetch(package, version, files, Path(folder))
        narrow(VENDOR / FONT)
    if "--renew" in arguments:
        LIST.write_text("".join(f"{sha}  {name}\n" for name, sha in found().items()), encoding="utf-8")
    complaints = check()
    print("\n".join(complaints) or f"{len(listed())} files as listed")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
