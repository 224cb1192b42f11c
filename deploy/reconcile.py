"""Compare each service's copies with what their owners say, and its files with what its rows name; exit code 1 when
they differ. With --mend, repair the copies.

Every service prints its own versions and copies, so this works wherever the services' command lines do:
`--run` says how, such as `docker compose exec -T {service}-worker python -m {service}`.
"""

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

SERVICES = ("accounts", "knowledge", "community", "notify")
Versions = dict[str, int]
Ask = Callable[[str, list[str], str], str]  # service, words after its command, stdin → stdout


@dataclass
class Difference:
    """What is wrong with one service's copies of one noun: ids, with the versions that the copies have."""

    keeper: str
    noun: str
    missing: Versions = field(default_factory=dict)  # the owner has it, the keeper does not
    stale: Versions = field(default_factory=dict)  # the copy is older
    ahead: Versions = field(default_factory=dict)  # the copy is newer: its owner was restored from a backup
    surplus: Versions = field(default_factory=dict)  # its owner has no such thing

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.ahead or self.surplus)

    def __str__(self) -> str:
        counts = ("missing", "stale", "ahead", "surplus")
        return f"{self.keeper}: {self.noun}: " + ", ".join(
            f"{len(found)} {name} ({_some(found)})" for name in counts if (found := getattr(self, name))
        )


def compare(owner: Versions, copies: Versions, keeper: str, noun: str) -> Difference:
    """What differs between an owner's things and a keeper's copies."""
    found = Difference(keeper, noun)
    for id, version in owner.items():
        have = copies.get(id)
        if have is None:
            found.missing[id] = 0
        elif have != version:
            (found.stale if have < version else found.ahead)[id] = have
    found.surplus = {id: version for id, version in copies.items() if id not in owner}
    return found


def differences(ask: Ask) -> tuple[list[Difference], int]:
    """All differences, and how many copies were compared."""
    owned, kept, compared = _by_noun(ask, "versions"), {name: _of(ask(name, ["copies"], "")) for name in SERVICES}, 0
    found = []
    for keeper, nouns in kept.items():
        for noun, copies in nouns.items():
            compared += len(copies)
            found.append(compare(owned.get(noun, {}), copies, keeper, noun))
    return [each for each in found if each], compared


def files(ask: Ask, contents: bool) -> tuple[list[str], int]:
    """What is wrong between each service's rows and the file store, in words, and how many files its rows name."""
    wrong, named = [], 0
    for service in SERVICES:
        found: dict[str, list[str]] = {}
        for line in ask(service, ["files", *["--contents"] * contents], "").splitlines():
            said = json.loads(line) if line.startswith(('{"files"', '{"file"')) else {}
            named += said.get("files", 0)
            if "wrong" in said:
                found.setdefault(said["wrong"], []).append(said["file"])
        wrong += [f"{service}: files: {len(keys)} {name} ({_some(keys)})" for name, keys in found.items()]
    return wrong, named


def mend(ask: Ask, found: list[Difference]) -> Iterator[str]:
    """Have the owners tell again exactly what differs; what was said."""
    wanted: dict[str, Versions] = {}
    for each in found:
        named = wanted.setdefault(each.noun, {})
        for id, version in (each.missing | each.stale | each.ahead).items():
            named[id] = max(version, named.get(id, 0))
    for noun, named in wanted.items():
        service, _, name = noun.partition(".")
        lines = "".join(f"{id} {version}\n" for id, version in named.items())
        if lines:
            yield f"{service}.{ask(service, ['republish', '--state', name, '--only', '-'], lines).strip()}"


def _some(ids: Iterable[str]) -> str:
    first = list(islice(ids, 4))
    return ", ".join(first[:3]) + ("" if len(first) < 4 else ", …")


def _by_noun(ask: Ask, word: str) -> dict[str, Versions]:
    together: dict[str, Versions] = {}
    for service in SERVICES:
        together |= _of(ask(service, [word], ""))
    return together


def _of(lines: str) -> dict[str, Versions]:
    found: dict[str, Versions] = {}
    for line in lines.splitlines():
        if line.startswith('{"noun"'):
            said = json.loads(line)
            versions = found.setdefault(said["noun"], {})
            if "id" in said:
                versions[said["id"]] = said["version"]
    return found


def asking(template: str, env: Mapping[str, str] | None = None) -> Ask:
    """How services are asked: by the command that `template` makes of a service's name."""

    def ask(service: str, words: list[str], typed: str) -> str:
        command = [part.format(service=service) for part in shlex.split(template)]
        done = subprocess.run([*command, *words], input=typed, capture_output=True, text=True, check=False, env=env)
        if done.returncode:
            sys.exit(f"{service} {' '.join(words)} failed ({done.returncode}): {done.stderr.strip()[-500:]}")
        return done.stdout

    return ask


def main() -> int:
    """Compare, say what differs, and mend it when asked; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mend", action="store_true", help="have the owners tell again what is missing or old")
    parser.add_argument("--run", default=f"{shlex.quote(sys.executable)} -m {{service}}", help="how to run a service")
    parser.add_argument("--contents", action="store_true", help="read every file, too, and compare its SHA-256")
    arguments = parser.parse_args()
    ask = asking(arguments.run)
    found, compared = differences(ask)
    wrong, named = files(ask, arguments.contents)
    for each in (*found, *wrong):
        print(each)
    if wrong:
        print("Files come back from a backup alone (restore); what no row names goes by itself within two days.")
    print(f"{compared} copies and {named} files, {len(found) + len(wrong)} differences.")
    if found and arguments.mend:
        for said in mend(ask, found):
            print(said)
        print("Run it once more when the workers have carried that out. What is surplus, no fact can take away.")
    return 1 if found or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
