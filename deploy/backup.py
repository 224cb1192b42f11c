"""`make backup TO=…`: the whole portal as it is at one moment, while it goes on. `make restore FROM=…` brings it back.

A backup holds every database, the files that rows name, wherever they are kept (FILES_URL), the embedded bus with how
far each service has read, the embedded mailbox, and the keys in DATA_DIR. It holds secrets and people's data: keep it
as you keep those. The search index is not in it; the worker makes a new one.
"""

import argparse
import json
import shutil
import sys
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

from portalkit import backup, backup_files, backup_sqlite, logs
from portalkit.backends import PATIENCE, open_bus, open_database, open_mailer
from portalkit.forgetting import Journal
from portalkit.restating import publish_again
from portalkit.settings import Settings, WrongSetting

# Those that listen before those that tell: on servers each is copied a little later than the one before it, and what
# somebody has heard was then surely said.
SERVICES = ("notify", "knowledge", "community", "accounts", "gateway")
FOLDERS = ("keys",)  # of DATA_DIR
SAID_AGAIN = timedelta(days=7)  # receivers know for a day longer what they have carried out


def back_up(to: Path, last: Path | None) -> None:
    """Write the backup and say what is in it; files that the one in `last` has are shared with it. Raises Unfit."""
    settings = {name: _settings(name) for name in SERVICES}
    common = settings["gateway"]
    if to.exists() and any(to.iterdir()):
        raise backup.Unfit(f"{to} is not empty.")
    parts = [backup.part(name, settings[name]) for name in SERVICES]
    made = backup.back_up(parts, to, _embedded(common), last)
    for name in FOLDERS:
        if (common.data_dir / name).is_dir():
            shutil.copytree(common.data_dir / name, to / name)
    files = [path for path in sorted(to.rglob("*")) if path.is_file()]
    whole = [
        path for path in files if not path.is_relative_to(to / backup_files.FOLDER)
    ]  # those are listed on their own
    about = {
        "taken_at": made[0].taken_at,
        "embedded": sorted(_embedded(common)),
        "sha256": {str(path.relative_to(to)): backup.digest(path) for path in whole},
    }
    (to / "portal.json").write_text(json.dumps(about, indent=1) + "\n")
    for manifest in made:
        print(manifest)
    print(f"Everything is in {to}: {sum(path.stat().st_size for path in files):,} bytes.")


def restore(source: Path, over: bool) -> None:
    """Bring everything back. Raises Unfit before anything is changed."""
    settings = {name: _settings(name) for name in SERVICES}
    common, about = settings["gateway"], _about(source)
    parts = [backup.part(name, settings[name]) for name in SERVICES]
    for part in parts:
        backup.check(part, source)
        backup.check_place(part, over)
    embedded = _embedded(common, there=False)
    for name, path in embedded.items():
        if name in about["embedded"]:
            _check_file(path, over)
    for name, path in embedded.items():
        if name in about["embedded"]:
            backup_sqlite.put(source / f"{name}.db", path)
    for name in FOLDERS:
        if (source / name).is_dir():
            shutil.copytree(source / name, common.data_dir / name, dirs_exist_ok=True)
    for index in common.data_dir.glob("*-index"):
        shutil.rmtree(index)  # of what was there before; the worker makes a new one
    for part in parts:
        print(backup.restore(part, source, over))
    _forget_again(common, parts)
    if "bus" not in embedded or "bus" not in about["embedded"]:
        _say_again(settings, datetime.fromisoformat(about["taken_at"]) - SAID_AGAIN)
    print("Restored. Start the portal; then deploy/reconcile.py should find 0 differences.")


def _forget_again(settings: Settings, parts: list[backup.Part]) -> None:
    """Bus and mailbox are as they were, too: let go of whom the journals name."""
    names = {entry["person"] for part in parts if part.journal for entry in Journal(part.journal).entries()}
    if not names:
        return
    bus = open_bus(settings, "restore", ())
    mailer = open_mailer(settings)
    if not (bus.forget(sorted(names)) and mailer.forget(sorted(names))):
        raise backup.Unfit("The bus or the mailbox is in use. Stop the portal, and restore again with --over.")
    bus.close()
    mailer.close()
    print(f"Erased again: {len(names)} people who have left since.")


def _say_again(settings: dict[str, Settings], since: datetime) -> None:
    """What was on its way when the backup was made is on no bus now, so it is sent again."""
    for name in SERVICES[:-1]:
        database = open_database(settings[name], name, seconds=PATIENCE)
        with database.transaction(counted=False) as tx:
            print(f"{name}: {publish_again(tx, since)} facts will be sent again.")
        database.close()


def _settings(service: str) -> Settings:
    read: Settings = import_module(f"{service}.settings").read()
    return read


def _embedded(settings: Settings, there: bool = True) -> dict[str, Path]:
    """Files of embedded backends that are kept (`there`: only those that exist)."""
    files = {} if settings.bus_url else {"bus": settings.data_dir / "bus.db"}
    files |= {} if settings.mail_url else {"mailbox": settings.data_dir / "mailbox.db"}
    return {name: path for name, path in files.items() if path.exists() or not there}


def _about(source: Path) -> dict:  # type: ignore[type-arg]
    try:
        about: dict = json.loads((source / "portal.json").read_text())  # type: ignore[type-arg]
    except (OSError, ValueError) as fault:
        raise backup.Unfit(f"{source} holds no backup of a portal: it has no readable portal.json.") from fault
    for name, expected in about["sha256"].items():
        if not (source / name).is_file() or backup.digest(source / name) != expected:
            raise backup.Unfit(f"{name} is missing or damaged.")
    return about


def _check_file(path: Path, over: bool) -> None:
    if not backup_sqlite.is_empty(path) and not over:
        raise backup.Unfit(f"{path} is not empty. Use --over to put the backup in its place.")
    if backup_sqlite.is_in_use(path):
        raise backup.Unfit(f"{path} is in use. Stop the portal first.")


def main() -> int:
    """Back up or restore; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=("backup", "restore"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--over", action="store_true", help="restore: in place of what is there")
    parser.add_argument("--last", type=Path, help="backup: an earlier one, whose files need not be fetched again")
    arguments = parser.parse_args()
    logs.set_up("error")
    try:
        if arguments.command == "backup":
            back_up(arguments.folder, arguments.last)
        else:
            restore(arguments.folder, arguments.over)
    except (backup.Unfit, WrongSetting) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
