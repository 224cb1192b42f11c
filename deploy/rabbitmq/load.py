"""Gives the definitions their passwords and brings them to a broker. Needs nothing but Python and definitions.json.

    python load.py file PATH        writes them for RabbitMQ's own setting `load_definitions`: loaded at every start
    python load.py broker URL       loads them into a broker that runs (http://user:password@host:15672)

A service's password is in <SERVICE>_BUS_PASSWORD, or in the file that <SERVICE>_BUS_PASSWORD_FILE names; that of the
user `operator`, who may do everything, in OPERATOR_BUS_PASSWORD. Whoever has none cannot sign in.
"""

import argparse
import base64
import hashlib
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

DEFINITIONS = Path(__file__).with_name("definitions.json")
OPERATOR = "operator"
HASHING = "rabbit_password_hashing_sha256"
PATIENCE = 300.0  # seconds that a broker has to come up
USERS = ("users", "permissions", "topic_permissions")


def with_passwords(definitions: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """A copy of `definitions` whose users have the passwords in `environ`, hashed."""
    users = [_user(user["name"], user["tags"], environ) for user in definitions["users"]]
    permissions = list(definitions["permissions"])
    if password_of(OPERATOR, environ):
        users.append(_user(OPERATOR, ["administrator"], environ))
        everything = dict.fromkeys(("configure", "write", "read"), ".*")
        permissions += [{"user": OPERATOR, "vhost": host["name"], **everything} for host in definitions["vhosts"]]
    return {**definitions, "users": users, "permissions": permissions}


def password_of(name: str, environ: Mapping[str, str]) -> str:
    """A user's password, or nothing."""
    variable = f"{name.upper()}_BUS_PASSWORD"
    if file := environ.get(f"{variable}_FILE"):
        return Path(file).read_text().strip()
    return environ.get(variable, "")


def hashed(password: str) -> str:
    """A password as RabbitMQ keeps it: salted SHA-256."""
    salt = secrets.token_bytes(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def load(url: str, definitions: Mapping[str, Any], patience: float = PATIENCE) -> None:
    """Bring `definitions` to the broker at `url`: first where events go, then who may send them.

    So no event of a broker that had nothing yet is sent while only some of the queues are bound. Users that are there
    and for whom no password is given keep theirs. Raises OSError when the broker does not take them.
    """
    _until_it_answers(url, patience)
    known = {user["name"] for user in _ask(url, "GET", "users")}
    _ask(url, "POST", "definitions", {name: part for name, part in definitions.items() if name not in USERS})
    users = [user for user in definitions["users"] if user["password_hash"] or user["name"] not in known]
    _ask(url, "POST", "definitions", {"users": users, **{name: definitions[name] for name in USERS[1:]}})


def _user(name: str, tags: list[str], environ: Mapping[str, str]) -> dict[str, Any]:
    password = password_of(name, environ)
    user = {"name": name, "password_hash": hashed(password) if password else "", "tags": tags}
    return {**user, "hashing_algorithm": HASHING}


def _until_it_answers(url: str, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            _ask(url, "GET", "overview")
            return
        except OSError as fault:
            status = fault.code if isinstance(fault, urllib.error.HTTPError) else HTTPStatus.SERVICE_UNAVAILABLE
            # Below 500 it is up and does not want us; but 404 is its listener, before the API is behind it.
            if (status < 500 and status != HTTPStatus.NOT_FOUND) or time.monotonic() > until:
                raise
            time.sleep(0.5)


def _ask(url: str, method: str, path: str, body: Any = None) -> Any:
    at = urllib.parse.urlsplit(url)
    password = urllib.parse.unquote(at.password) if at.password else password_of(OPERATOR, os.environ)
    account = f"{urllib.parse.unquote(at.username or '')}:{password}"
    request = urllib.request.Request(  # noqa: S310
        f"{at.scheme}://{at.netloc.rpartition('@')[2]}/api/{path}",
        json.dumps(body).encode() if body is not None else None,
        {
            "Content-Type": "application/json",
            "Authorization": f"Basic {base64.b64encode(account.encode()).decode()}",
        },
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        text = answer.read()
    return json.loads(text) if text else None


def main() -> int:
    """Do what the command line says; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how", choices=("file", "broker"))
    parser.add_argument("where", help="file: where to write it; broker: the management API")
    arguments = parser.parse_args()
    definitions = with_passwords(json.loads(DEFINITIONS.read_text()), os.environ)
    if arguments.how == "file":
        Path(arguments.where).write_text(json.dumps(definitions, indent=1))
        return 0
    try:
        load(arguments.where, definitions)
    except OSError as fault:
        print(f"The broker did not take the definitions: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
