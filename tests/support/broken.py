"""Requests that are wrong in one way each, made from the API's own description: a new route is covered by itself."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
NOWHERE = "01900000-0000-7000-8000-00000000dead"  # an id that no portal gave to anything
LONG = 3_000_000  # characters, more than any body may have
Schema = dict[str, Any]


@dataclass
class Operation:
    """One operation of the document, with everything that it refers to."""

    method: str
    path: str
    description: Schema
    document: Schema

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def policy(self) -> list[str]:
        return self.description.get("x-policy", [])

    @property
    def address(self) -> str:
        """The path with ids of nothing."""
        return re.sub(r"\{[^}]+\}", NOWHERE, self.path)

    @property
    def queries(self) -> list[str]:
        """Names that its query may have."""
        return [each["name"] for each in self.description.get("parameters", []) if each["in"] == "query"]

    @property
    def headers(self) -> list[str]:
        """Headers that it cannot do without."""
        return [each["name"] for each in self.description.get("parameters", []) if each["in"] == "header"]

    @property
    def schema(self) -> Schema | None:
        """What its body is."""
        content = self.description.get("requestBody", {}).get("content", {})
        return self.resolved(content["application/json"]["schema"]) if content else None

    def resolved(self, schema: Schema) -> Schema:
        """The same with what a reference stands for."""
        if reference := schema.get("$ref"):
            _, _, kind, name = reference.split("/", 3)
            return self.resolved(self.document["components"][kind][name])
        return schema

    def fields(self) -> dict[str, Schema]:
        """The fields of its body."""
        return {name: self.resolved(one) for name, one in (self.schema or {}).get("properties", {}).items()}

    def good(self) -> Any:
        """A body that its description has nothing against."""
        return self._good(self.schema or {})

    def _good(self, schema: Schema) -> Any:
        schema = self.resolved(schema)
        if choices := schema.get("enum"):
            return choices[0]
        kind = _kinds(schema)[0]
        if kind == "object":
            return {name: self._good(schema["properties"][name]) for name in schema.get("required", [])}
        if kind == "array":
            return [self._good(schema["items"])] * schema.get("minItems", 0)
        if kind == "string":
            return _text(schema)
        return {"boolean": True, "integer": schema.get("minimum", 1), "number": 1}.get(kind)


@dataclass
class Broken:
    """A request that is wrong in one way. `at` is the field that its answer names, if it can name one."""

    why: str
    body: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    statuses: tuple[int, ...] = (422,)
    at: str = ""
    query: str = ""


def operations(document: Schema) -> list[Operation]:
    """Every public operation."""
    return [
        Operation(method, path, there[method], document)
        for path, there in document["paths"].items()
        for method in METHODS
        if method in there
    ]


def broken_bodies(operation: Operation) -> Iterator[Broken]:
    """Bodies that it must refuse, each for one reason."""
    good = operation.good()
    yield Broken("malformed JSON", raw=b'{"name": "no end', statuses=(400,))
    yield Broken("not UTF-8", raw=b'{"name": "\xff\xfe"}', statuses=(400,))
    yield Broken("not JSON at all", raw=b"name=x", headers={"Content-Type": "text/plain"}, statuses=(415,))
    yield Broken("a list for an object", raw=b"[]")
    yield Broken("a text for an object", raw=b'"text"')
    yield Broken("null for an object", raw=b"null", statuses=(400, 422))
    yield Broken("nested too deep", raw=b"[" * 100_000 + b"]" * 100_000, statuses=(400, 422))
    yield Broken("an unknown field", {**good, "surprise": 1}, at="surprise")
    yield Broken("an unknown field with a control character", {**good, "sur\u0000prise": 1})
    yield Broken("a body too large", raw=b'{"x": "' + b"x" * LONG + b'"}', statuses=(413,))
    for name in (operation.schema or {}).get("required", []):
        yield Broken(f"without {name}", {key: value for key, value in good.items() if key != name}, at=name)
    for name, schema in operation.fields().items():
        yield from _broken_fields(operation, good, name, schema)


def _broken_fields(operation: Operation, good: Any, name: str, schema: Schema) -> Iterator[Broken]:
    kinds = _kinds(schema)
    for wrong in _wrong_values(schema):
        yield Broken(f"{type(wrong).__name__} for {name}", {**good, name: wrong}, at=name)
    if "null" not in kinds:
        yield Broken(f"null for {name}", {**good, name: None}, at=name)
    if most := schema.get("maxLength"):
        yield Broken(f"{name} too long", {**good, name: "x" * (most + 1)}, at=name)
    if "string" in kinds and schema.get("pattern", "").startswith("^[^\\x00"):
        yield Broken(f"a control character in {name}", {**good, name: "a\u0000b\u001bc"}, at=name)
    if schema.get("format") == "date-time":
        yield Broken(f"a {name} that no calendar has", {**good, name: "9999-12-31T23:59:59-12:00"}, at=name)
    if "array" in kinds and (most := schema.get("maxItems")):
        items = operation._good(schema["items"])
        yield Broken(f"too many {name}", {**good, name: [items] * (most + 1)}, at=name)
        for wrong in _wrong_values(operation.resolved(schema["items"])):
            yield Broken(f"{type(wrong).__name__} in {name}", {**good, name: [wrong]}, at=name)
        yield from _broken_items(operation, good, name, schema)


def _broken_items(operation: Operation, good: Any, name: str, schema: Schema) -> Iterator[Broken]:
    item = operation.resolved(schema["items"])
    if "properties" not in item:
        return
    one = operation._good(item)
    yield Broken(f"an unknown field in {name}", {**good, name: [{**one, "surprise": 1}]}, at=name)
    for key, inner in item["properties"].items():
        wrong = _wrong_values(operation.resolved(inner))[0]
        yield Broken(f"a wrong {key} in {name}", {**good, name: [{**copy.deepcopy(one), key: wrong}]}, at=name)


def _wrong_values(schema: Schema) -> list[Any]:
    kinds = set(_kinds(schema)) or {"object"}
    wrong: list[Any] = []
    if "object" not in kinds:
        wrong.append({"wrong": "type"})
    if "array" not in kinds:
        wrong.append(["wrong"])
    if not kinds & {"integer", "number", "boolean"}:
        wrong.append(5)
    if "string" not in kinds:
        wrong.append("wrong type")
    return wrong


def _kinds(schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [kind for each in schema["anyOf"] for kind in _kinds(each)] or ["object"]
    kind = schema.get("type", "object")
    return kind if isinstance(kind, list) else [kind]


def _text(schema: Schema) -> str:
    if schema.get("format") == "date-time":
        return "2026-01-02T03:04:05+00:00"
    if "everyone" in schema.get("pattern", ""):
        return "everyone"
    return "some words"[: schema.get("maxLength", 10)]
