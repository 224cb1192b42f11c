"""The rules of the house that a machine can hold."""

import ast
import json
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("accounts", "knowledge", "community", "notify")
ROOMS = {name: ROOT / "services" / name / name for name in SERVICES}
PORTALKIT = ROOT / "services" / "portalkit" / "portalkit"
GATEWAY = ROOT / "gateway" / "gateway"
LONGEST_FILE, LONGEST_FUNCTION = 300, 50

OWN_FOLDERS = ("services", "gateway", "deploy", "tests")
OURS = [
    path
    for folder in OWN_FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts and "node_modules" not in path.parts
]
CODE = [path for path in OURS if "tests" not in path.relative_to(ROOT).parts]


def short(path):
    return str(path.relative_to(ROOT))


def imports(path):
    """The names of all modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_file_is_longer_than_300_lines():
    assert {short(p): n for p in OURS if (n := len(p.read_text().splitlines())) > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines():
    long = {}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
                long[f"{short(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    assert long == {}


@pytest.mark.parametrize("service", SERVICES)
def test_a_model_knows_neither_database_nor_web_nor_clock(service):
    allowed = {"portalkit.viewer", "portalkit.errors", "portalkit.ids", "portalkit.markdown", "portalkit.mail", service}
    allowed |= {"portalkit.posts", "portalkit.newcomers", "portalkit.rule_words"}  # rules alone
    allowed |= {
        "portalkit.documents.kinds",
        "portalkit.search",
        "portalkit.search_text",
        "portalkit.addresses",
        "portalkit.catalogue",
    }  # plain types and words
    foreign = {}
    for path in sorted((ROOMS[service] / "model").rglob("*.py")):
        names = set(imports(path))
        bad = {n for n in names if n.startswith(("sqlalchemy", "flask", "marshmallow", "requests", "time"))}
        bad |= {n for n in names if n.startswith("portalkit") and n not in allowed}
        if bad or re.search(r"datetime\.now|utcnow|time\.time", path.read_text()):
            foreign[short(path)] = bad
    assert foreign == {}


def test_only_the_web_knows_flask():
    def may(path):
        inside = path.relative_to(ROOT).parts
        room = inside[3] if inside[0] == "services" and len(inside) > 3 else ""
        return (
            inside[0] == "gateway"
            or room in ("api", "api.py", "app.py")
            or path.is_relative_to(PORTALKIT / "web")
            or path.is_relative_to(PORTALKIT / "testing")
        )

    assert {short(p) for p in CODE if not may(p) and any(n.split(".")[0] == "flask" for n in imports(p))} == set()


def test_sql_is_written_in_store_alone():
    outside = set()
    for service in SERVICES:
        for path in ROOMS[service].rglob("*.py"):
            room = path.relative_to(ROOMS[service]).parts[0]
            text = path.read_text().replace("from sqlalchemy import Row\n", "")  # the type of what a read gives
            if room != "store" and "sqlalchemy" in text:
                outside.add(short(path))
    assert outside == set()


def test_the_environment_is_read_in_settings_alone():
    def may(path):
        places = (ROOT / "deploy", PORTALKIT / "testing", PORTALKIT / "metrics.py")
        return path.name == "settings.py" or any(map(path.is_relative_to, places))

    reads = re.compile(r"os\.environ|os\.getenv|from os import environ")
    assert {short(p) for p in CODE if not may(p) and reads.search(p.read_text())} == set()


def test_sql_is_never_put_together_from_text():
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "text":
                found |= {short(path) for argument in node.args if isinstance(argument, ast.JoinedStr)}
    assert found == set()


def test_portalkit_has_no_business_words():
    words = re.compile(r"\b(article|topic|reply|replies|forum|community|knowledge)\b")
    told = {}
    for path in PORTALKIT.rglob("*.py"):
        if path.is_relative_to(PORTALKIT / "testing"):
            continue
        tree = ast.parse(path.read_text())
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        names |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        names |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        if bad := {name for name in names if words.search(name.replace("_", " "))}:
            told[short(path)] = bad
    assert told == {}


def test_events_are_published_by_the_transaction_alone():
    buses = re.compile(r"\bpika\b|bus\.publish")
    may = {PORTALKIT / "relay.py", *PORTALKIT.glob("bus_rabbitmq*.py")}
    assert {short(p) for p in CODE if p not in may and buses.search(p.read_text())} == set()


@pytest.mark.parametrize("service", (*SERVICES, "gateway"))
def test_every_setting_says_what_it_means_and_stands_in_the_readme(service):
    settings = import_module(f"{service}.settings").Settings
    home = ROOT / "gateway" if service == "gateway" else ROOT / "services" / service
    readme = (home / "README.md").read_text() + (ROOT / "README.md").read_text()
    for field in fields(settings):
        assert len(field.metadata["meaning"]) > 10, field.name
        assert f"`{field.metadata['name']}`" in readme, f"{field.metadata['name']} is not in the README of {service}"


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_that_is_published_has_a_schema_and_a_line_in_the_readme(service):
    named = set()
    for path in ROOMS[service].rglob("*.py"):
        named |= set(re.findall(rf'"({service}\.[a-z-]+\.[a-z-]+\.v\d+)"', path.read_text()))
    schemas = {path.stem for path in (ROOT / "services" / service / "contracts" / "publishes").glob("*.json")}
    readme = (ROOT / "services" / service / "README.md").read_text()
    assert named - {f"{service}.pulse.sent.v1"} <= schemas
    assert {name for name in schemas if name not in readme} == set()


@pytest.mark.parametrize("service", SERVICES)
def test_the_committed_openapi_is_the_one_the_code_gives(service, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    document = import_module(f"{service}.app").create_app().test_client().get("/openapi.json").get_json()
    committed = json.loads((ROOT / "services" / service / "contracts" / "openapi.json").read_text())
    assert committed == document, f"python -m {service} openapi > services/{service}/contracts/openapi.json"


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_rooms(service):
    for room in ("app.py", "worker.py", "settings.py", "__main__.py", "actions", "model", "store"):
        assert (ROOMS[service] / room).exists(), room
    for room in ("api", "events"):
        assert (ROOMS[service] / room).exists() or (ROOMS[service] / f"{room}.py").exists(), room


def test_nothing_unfinished_and_no_path_of_a_machine_is_left():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|/(home|root|work|Users)/\w")
    here = Path(__file__).resolve()
    assert {short(p) for p in OURS if p != here and marks.search(p.read_text())} == set()
