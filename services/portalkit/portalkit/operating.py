"""What an operator does with a service from the command line, the same for all; each returns an exit code."""

import argparse
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portalkit import backup, filed, parked, restating
from portalkit.backends import PATIENCE, open_database, open_files
from portalkit.database import Database
from portalkit.settings import Settings

UNITS = {"m": "minutes", "h": "hours", "d": "days"}
REPUBLISH = """republish --since TIME | --state [NOUN] [--only -]
TIME is 2026-11-22T09:00 (UTC, unless it says otherwise) or how long ago: 30m, 2h, 7d."""
DEAD_LETTERS = "dead-letters list [TYPE] | show ID | replay ID|TYPE|--all | discard ID|TYPE|--all"


def back_up(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Write the service's database, as it is at one moment, the files it names, and a manifest to a folder."""
    last = Path(args.last) if args.last else None
    usage = "backup FOLDER [--last FOLDER]"
    return _said(args, usage, lambda: backup.back_up([backup.part(service, settings)], Path(args.args[0]), last=last))


def restore(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Bring the service's database and files back from a folder, and to this release's schema."""
    part = backup.part(service, settings)
    return _said(args, "restore FOLDER [--over]", lambda: [backup.restore(part, Path(args.args[0]), args.over)])


def _said(args: argparse.Namespace, usage: str, work) -> int:  # type: ignore[no-untyped-def]
    if len(args.args) != 1:
        print(usage, file=sys.stderr)
        return 2
    try:
        for manifest in work():
            print(manifest)
    except backup.Unfit as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def republish(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Send facts again that were published, or tell again what is so."""
    nouns = restating.owned(service)
    if (args.since is None) == (args.state is None) or args.args or (args.state and args.state not in nouns):
        print(f"{REPUBLISH}\nNOUN is one of: {', '.join(nouns) or '(this service owns none)'}.", file=sys.stderr)
        return 2
    with closing(open_database(settings, service, seconds=PATIENCE)) as database:
        if args.since is not None:
            try:
                since = moment(args.since, database.clock())
            except ValueError as fault:
                print(f"{fault}\n{REPUBLISH}", file=sys.stderr)
                return 2
            with database.transaction(counted=False) as tx:
                print(f"{restating.publish_again(tx, since)} facts since {since.isoformat()} will be sent again.")
            return 0
        only = _only(sys.stdin.read()) if args.only else None
        for name in [args.state] if args.state else nouns:
            print(f"{name}: {restating.restate(database, nouns[name], only)} told again.")
    return 0


def moment(text: str, now: datetime) -> datetime:
    """A time as an operator writes it. Raises ValueError."""
    if text[:-1].isdigit() and text[-1:] in UNITS:
        return now - timedelta(**{UNITS[text[-1]]: int(text[:-1])})
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _only(text: str) -> Mapping[str, int]:
    named = {}
    for line in text.splitlines():
        id, _, version = line.strip().partition(" ")
        if id:
            named[id] = int(version or 0)
    return named


def versions(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Print id and version of everything this service owns and others were told of, as JSON lines."""
    nouns = restating.owned(service)
    if set(args.args) - set(nouns):
        print(f"versions [NOUN]\nNOUN is one of: {', '.join(nouns)}.", file=sys.stderr)
        return 2
    with closing(open_database(settings, service, seconds=PATIENCE)) as database, database.reading() as db:
        for name, noun in nouns.items():
            if not args.args or name in args.args:
                for id, version in restating.versions(db, noun.table, noun.told):
                    print(json.dumps({"noun": f"{service}.{name}", "id": id, "version": version}))
    return 0


def copies(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Print id and version of every copy that this service keeps, as JSON lines; first, what it keeps copies of."""
    kept = restating.copied(service)
    with closing(open_database(settings, service, seconds=PATIENCE)) as database, database.reading() as db:
        for name, table in kept.items():
            print(json.dumps({"noun": name}))
            for id, version in restating.versions(db, table):
                print(json.dumps({"noun": name, "id": id, "version": version}))
    return 0


def files(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """Print what is wrong between the rows and the file store, as JSON lines; first, how many files the rows name."""
    if args.args:
        print("files [--contents]", file=sys.stderr)
        return 2
    with closing(open_database(settings, service, seconds=PATIENCE)) as database:
        for each in filed.filed(service):
            store = open_files(settings)
            print(json.dumps({"files": sum(1 for _ in filed.names(database, each.table)), "in": each.folder}))
            for wrong, key in filed.faults(database, each, store, args.contents):
                print(json.dumps({"file": key, "wrong": wrong}))
    return 0


def dead_letters(service: str, settings: Settings, args: argparse.Namespace) -> int:
    """List events that were given up, show one, try some again or let them go."""
    verb, which = [*args.args, "list"][0], args.args[1] if len(args.args) > 1 else None
    by_type = which is not None and ("." in which or which == parked.UNREADABLE)
    wants_one = verb == "show" or (verb in ("replay", "discard") and not args.all)
    if verb not in ("list", "show", "replay", "discard") or (wants_one and not which) or (args.all and which):
        print(DEAD_LETTERS, file=sys.stderr)
        return 2
    with closing(open_database(settings, service, seconds=PATIENCE)) as database:
        if verb == "list":
            return _list(database, which)
        if verb == "show":
            return _show(database, which or "")
        chosen = {} if args.all else {"type" if by_type else "id": which}
        with database.transaction(counted=verb == "discard") as tx:
            count = (parked.replay if verb == "replay" else parked.discard)(tx, **chosen)
    print(f"{count} {'to be tried again' if verb == 'replay' else 'let go'}.")
    return 0 if count or args.all else 1


def _list(database: Database, type: str | None) -> int:
    with database.reading() as db:
        for item in parked.parked(db, type):
            print(json.dumps(item, default=str))
    return 0


def _show(database: Database, id: str) -> int:
    with database.reading() as db:
        item = parked.show(db, id)
    print(json.dumps(item, default=str) if item else f"Nothing is parked under {id}.")
    return 0 if item else 1
