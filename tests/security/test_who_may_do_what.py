"""Every operation, called by everybody, on what is theirs, on what is others', and on what never was."""

import json
import re

import pytest

from security.rows import SERVICES
from security.scene import CALLERS, MEMBERS, NEVER

METHODS = ("get", "post", "put", "patch", "delete")
ALL = [(service, operation) for service, rows in SERVICES.items() for operation in rows]
WRITES = [(service, operation) for service, operation in ALL if SERVICES[service][operation].body is not None]
NAMES_A_THING = [
    (service, operation)
    for service, operation in ALL
    if "{" in operation or "<" in json.dumps(SERVICES[service][operation].body)
]
NOT_FOR_CALLERS = ("id", "version", "author_id", "user_id", "roles", "kind", "state", "shown", "audience_key", "html")


def filled(service, operation, things):
    """Method, path and body of an operation on these things."""
    method, path = operation.split()
    path = re.sub(r"{(\w+)_id}", lambda found: things[found[1]], path)
    body = json.dumps(SERVICES[service][operation].body)
    return method, path, json.loads(re.sub(r"<(\w+)>", lambda found: things[found[1]], body))


def made(scene, service, operation, kind):
    """The things that an operation speaks of."""
    spoken = re.findall(r"{(\w+)_id}|<(\w+)>", operation + json.dumps(SERVICES[service][operation].body))
    return scene.things(service, kind, {name for pair in spoken for name in pair})


def told(answer, things):
    """What an answer says, but for ids."""
    body = answer.json | {"instance": ""} if isinstance(answer.json, dict) else answer.json
    text = json.dumps(body, sort_keys=True)
    for id in things.values():
        text = text.replace(id, NEVER)
    return answer.status_code, text


NOTHING = tuple(f'{{"instance": "", "{things}": []}}' for things in ("visible", "items"))  # of all that was asked about


def test_every_operation_has_a_row_and_every_row_an_operation(scene):
    for service, rows in SERVICES.items():
        document = scene.portal.apps[service].test_client().get("/openapi.json").json
        there = {f"{m.upper()} {path}" for path, each in document["paths"].items() for m in each if m in METHODS}
        # A page is of the noun before its id.
        there = {re.sub(r"(topic|reply|person)/{id}", r"\1/{\1_id}", operation) for operation in there}
        assert there == set(rows), service


@pytest.mark.parametrize(("service", "operation"), ALL)
def test_only_who_may_can(scene, service, operation):
    row = SERVICES[service][operation]
    things = made(scene, service, operation, "open")
    for who in sorted(CALLERS, key=lambda caller: caller in row.may):
        if operation.startswith("DELETE"):
            things = made(scene, service, operation, "open")
        answer = scene.call(who, service, *filled(service, operation, things))
        if who in ("nobody", "wrong"):
            expected = (401,)
        elif who in row.may:
            expected = row.answers
        elif who == "gateway":  # it is nobody's reader: what is for anyone holds nothing for it
            expected = (403, 404) if "visitor" not in row.may else (200, 404, 422)
        else:
            expected = (401,) if who == "visitor" else (row.others,)
        assert answer.status_code in expected, f"{who}: {answer.status_code} {answer.text[:300]}"


@pytest.mark.parametrize(("service", "operation"), NAMES_A_THING)
def test_what_is_others_answers_as_what_never_was(scene, service, operation):
    row = SERVICES[service][operation]
    closed, missing = made(scene, service, operation, "closed"), made(scene, service, operation, "missing")
    for who in ("visitor", *MEMBERS):
        if who in row.reaches:
            continue
        on_closed = told(scene.call(who, service, *filled(service, operation, closed)), closed)
        on_missing = told(scene.call(who, service, *filled(service, operation, missing)), missing)
        assert on_closed == on_missing, who
        assert on_closed[0] in (401, 403, 404, 422) or on_closed[1] in NOTHING, who


@pytest.mark.parametrize(("service", "operation"), WRITES)
def test_nothing_is_set_that_is_not_the_callers_to_set(scene, service, operation):
    row = SERVICES[service][operation]
    method, path, body = filled(service, operation, made(scene, service, operation, "open"))
    for inner in (body, *(body.get(name, [{}])[0] for name in ("items", "things"))):
        for name in NOT_FOR_CALLERS:
            if not inner or name in inner or (name in ("roles", "kind") and "/users" in path):
                continue
            inner[name] = "x"
            answer = scene.call(row.may[-1], service, method, path, body)
            assert answer.status_code == 422, f"{name}: {answer.status_code} {answer.text[:300]}"
            assert any(field.endswith(name) for field in answer.json["errors"]), name
            del inner[name]
