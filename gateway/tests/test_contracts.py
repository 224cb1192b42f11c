"""The contracts list what the gateway sends to each service and reads of its answers; both sides are held to them."""

import inspect
import json
import re
from pathlib import Path

import orjson
import pytest

from gateway.upstream import (
    accounts,
    addresses,
    asking,
    claims,
    comments,
    community,
    contests,
    dead_letters,
    factors,
    files,
    holds,
    ideas,
    internal_notes,
    knowledge,
    links,
    messages,
    notify,
    organisations,
    people,
    personas,
    profiles,
    readers,
    recognition,
    rewards,
    rights,
    stock,
    tokens,
)
from gateway.upstream.port import Answer

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = {client.SERVICE: client for client in (accounts, knowledge, community, notify)}
GIVEN = {
    "body": {},
    "things": [],
    "query": {},
    "hidden": True,
    "blocked": True,
    "following": True,
    "saved": True,
    "listed": True,
    "seconds": 1.0,
}


class Asked:
    """Stands where a caller does and notes which routes a client asks for."""

    def __init__(self):
        self.routes = set()

    def read(self, service, path, query=None, seconds=None):
        self.routes.add(("GET", path))
        return {"items": [], "next": None, "version_id": "ID", "holds": [], "alone_in": []}

    def afresh(self, seconds):
        return self

    def upload(self, service, path, query, source, length):
        self.routes.add(("POST", path))

    def piece(self, service, path, query):
        self.routes.add(("GET", path))
        return b""

    def ask(self, service, path, body):
        self.routes.add(("POST", path))
        return {"visible": [], "purpose": None, "invitation": None}

    def act(self, service, path, body=None, method="POST"):
        self.routes.add((method, path))
        return {"options": "{}", "receipt": "ID", "email": ""}

    def create(self, service, path, body, key):
        self.routes.add(("POST", path))

    def change(self, service, path, body, version, method="PATCH"):
        self.routes.add((method, path))

    def send(self, service, method, path, query, headers, body, repeatable, seconds):
        self.routes.add((method, path))
        return Answer(200, {}, orjson.dumps({}))


def contract(service):
    return json.loads((ROOT / "gateway" / "contracts" / f"{service}.json").read_text())


def document(service):
    return json.loads((ROOT / "services" / service / "contracts" / "openapi.json").read_text())


def resolved(document, schema):
    """A schema without references, as far as its own names go; all the names that variants of it have."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    merged = dict(schema)
    for variant in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        variant = resolved(document, variant)
        merged["properties"] = merged.get("properties", {}) | variant.get("properties", {})
        merged.setdefault("items", variant.get("items"))
    return merged


def has(document, schema, path):
    """Whether answers of `schema` have what `path` (`items[].author.name`) says."""
    for step in path.split("."):
        schema = resolved(document, schema).get("properties", {}).get(step.removesuffix("[]"))
        if schema is None:
            return False
        if step.endswith("[]"):
            schema = resolved(document, schema).get("items") or {}
    return True


def of(room):
    """What a module offers of its own."""
    every = inspect.getmembers(room, inspect.isfunction)
    return [one for name, one in every if one.__module__ == room.__name__ and not name.startswith("_")]


@pytest.mark.parametrize("service", CLIENTS)
def test_each_client_asks_for_what_its_contract_lists_and_nothing_else(service):
    asked = Asked()
    for _, function in inspect.getmembers(CLIENTS[service], inspect.isfunction):
        if function.__module__ == CLIENTS[service].__name__:
            names = list(inspect.signature(function).parameters)[1:]
            function(asked, *(GIVEN.get(name, "ID") for name in names))
    for function in (*of(dead_letters), *of(rights)):  # the same in every service
        function(asked, service, *("ID" for _ in list(inspect.signature(function).parameters)[2:]))
    every = (
        addresses,
        asking,
        claims,
        comments,
        contests,
        factors,
        files,
        holds,
        ideas,
        internal_notes,
        links,
        messages,
        organisations,
        people,
        personas,
        profiles,
        readers,
        recognition,
        rewards,
        stock,
        tokens,
    )
    rooms = [room for room in every if service == room.SERVICE]
    for function in (one for room in rooms for one in of(room)):
        told = function(asked, *("ID" for _ in list(inspect.signature(function).parameters)[1:]))
        if isinstance(told, tuple):
            told[1](0)
    listed = {tuple(re.sub(r"\{[^}]+\}", "ID", route).split(" ")) for route in contract(service)}
    assert asked.routes == listed


@pytest.mark.parametrize("service", CLIENTS)
def test_each_service_still_gives_what_the_gateway_reads_and_takes_what_it_sends(service):
    api, absent = document(service), []
    for route, told in contract(service).items():
        method, path = route.split(" ")
        operation = api["paths"].get(path, {}).get(method.lower())
        if operation is None:
            absent.append(route)
            continue
        answer = next((each for status, each in operation["responses"].items() if status.startswith("2")), {})
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        absent += [f"{route} gives {name}" for name in told["reads"] if not has(api, schema, name)]
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        taken = set(resolved(api, body).get("properties", {}))
        taken |= {each.get("name") for each in operation.get("parameters", ())}
        absent += [f"{route} takes {name}" for name in told.get("sends", ()) if name not in taken]
    assert absent == []
