"""Every public operation answers what is wrong with a clear problem: never with an error of its own."""

import pytest
import requests
from support.broken import NOWHERE, broken_bodies, operations
from support.person import PASSWORD

from portalkit.ids import new_id

TYPED = {"Content-Type": "application/json"}
# A tag is a word, and somebody may be given where to edit before knowledge has heard of them.
OF_NO_THING = ("/v1/tags/{tag}/following", "/v1/remits/{person_id}")


@pytest.fixture(scope="module")
def api(portal, signed_in):
    """Calls the API; `call` with the token of somebody who may do everything."""
    return Api(portal.url)


class Api:
    """A program that uses the API with a token of somebody with every role."""

    def __init__(self, url):
        self.url, self.session = url, requests.Session()
        self.document = self.session.get(url + "/openapi.json").json()
        henning = self.token("henning.voss@saltmarsh.example")
        me = self.call("GET", "/api/accounts/v1/me", headers=henning)
        roles = {"roles": ["administrator", "author", "importer", "moderator"]}
        headers = henning | {"If-Match": me.headers["ETag"]}
        changed = self.call("PATCH", f"/api/accounts/v1/users/{me.json()['id']}", json=roles, headers=headers)
        assert changed.status_code == 200, changed.text
        self.headers = henning

    def token(self, email, password=PASSWORD):
        made = self.call("POST", "/api/accounts/v1/sessions", json={"email": email, "password": password})
        assert made.status_code == 201, made.text
        return {"Authorization": f"Bearer {made.json()['token']}"}

    def call(self, method, path, **more):
        return self.session.request(method, self.url + path, timeout=30, allow_redirects=False, **more)

    def as_all(self, operation, headers=(), **more):
        """Make a call that only what the caller says is wrong with."""
        own = self.headers | {"Idempotency-Key": new_id(), "If-Match": '"1"'} | dict(headers)
        return self.call(operation.method, operation.address, headers=own, **more)


def problem_of(answer, *statuses):
    """The problem, after looking at whether it is a good one; else what is wrong with it."""
    if answer.status_code not in statuses:
        return f"{answer.status_code} {answer.text[:200]}"
    if answer.headers.get("Content-Type") != "application/problem+json":
        return f"{answer.status_code} as {answer.headers.get('Content-Type')}"
    told = answer.json()
    if told["status"] != answer.status_code or not told["slug"] or not told["title"] or not told["instance"]:
        return f"not a whole problem: {told}"
    return told


def is_fault(told, at=""):
    """What is wrong with a problem; empty when nothing is."""
    if isinstance(told, str):
        return told
    if at and not any(name.split(".")[0] == at for name in told.get("errors", {})):
        return f"does not name {at}: {told}"
    return ""


def test_every_operation_refuses_every_bad_body_and_names_the_field(api):
    wrong = {}
    for operation in operations(api.document):
        if operation.schema is None:
            continue
        for bad in broken_bodies(operation):
            more = {"json": bad.body} if bad.raw is None else {"data": bad.raw}
            headers = ({} if bad.raw is None else TYPED) | bad.headers
            answer = api.as_all(operation, headers, **more)
            if fault := is_fault(problem_of(answer, *bad.statuses), bad.at):
                wrong[f"{operation}: {bad.why}"] = fault
    assert wrong == {}


def bad_queries(operation):
    """Queries that it must refuse, each with the name that the answer must say."""
    found = {"surprise=1": "surprise", "x" * 3500 + "=1": ""}
    found |= {f"{name}={'x' * 3000}": name for name in operation.queries}
    if "cursor" in operation.queries:
        more = "q=ph&" if "q" in operation.queries else ""
        found |= {f"{more}cursor={text}": "" for text in ("garbage", "W10", "%FF%FE", "W251bGxd", "")}
    return found


def test_every_operation_refuses_a_query_that_it_does_not_know(api):
    wrong = {}
    for operation in operations(api.document):
        for query, at in bad_queries(operation).items() if operation.method == "get" else ():
            answer = api.call("GET", f"{operation.address}?{query}", headers=api.headers)
            if fault := is_fault(problem_of(answer, 400, 404, 422), at):
                wrong[f"{operation}?{query[:40]}"] = fault
        for name in operation.queries:
            for strange in ("%00", "%1B", "%F0%9F%90%A6", "%FF", "'", "a" * 200, "*", "(", '"', "-"):
                answer = api.call("GET", f"{operation.address}?{name}={strange}", headers=api.headers)
                if answer.status_code >= 500:
                    wrong[f"{operation}?{name}={strange}"] = answer.text
    assert wrong == {}


def test_an_address_that_is_too_long_is_refused(api):
    assert api.call("GET", "/api/knowledge/v1/search?q=" + "x" * 20_000).status_code == 414


def test_every_operation_on_what_is_not_there_is_not_found(api):
    wrong = {}
    for operation in operations(api.document):
        if "{" in operation.path and not operation.path.endswith(OF_NO_THING):
            more = {"json": operation.good()} if operation.schema else {}
            if fault := is_fault(problem_of(api.as_all(operation, **more), 404)):
                wrong[str(operation)] = fault
    assert wrong == {}


@pytest.mark.parametrize(
    "id", ["%00", "%2e%2e", "..%2f..%2fetc", "a%20b", "%F0%9F%90%A6", "x" * 2000, "%FF", "'", "-1"]
)
def test_an_id_that_is_none_is_not_found(api, id):
    wrong = {}
    for operation in operations(api.document):
        if "{" in operation.path and operation.method == "get":
            answer = api.call("GET", operation.address.replace(NOWHERE, id), headers=api.headers)
            if fault := is_fault(problem_of(answer, 404)):
                wrong[str(operation)] = fault
    assert wrong == {}


def test_every_operation_asks_for_a_token_and_refuses_a_bad_one(api):
    wrong = {}
    for operation in operations(api.document):
        more = {"json": operation.good()} if operation.schema else {}
        if operation.policy != ["anyone"]:
            answer = api.call(operation.method, operation.address, **more)
            if fault := is_fault(problem_of(answer, 401)):
                wrong[str(operation)] = fault
        for token in ("x", "Bearer", "x" * 4000, "a.b.c"):
            answer = api.call(operation.method, operation.address, headers={"Authorization": f"Bearer {token}"}, **more)
            if operation.path != "/api/accounts/v1/sessions" and (fault := is_fault(problem_of(answer, 401))):
                wrong[f"{operation} with {token[:20]}"] = fault
    assert wrong == {}


def test_a_cookie_is_worth_nothing_in_the_api(portal, signed_in):
    ingrid = signed_in("ingrid")
    assert is_fault(problem_of(ingrid.open("/api/accounts/v1/me").answer, 401)) == ""


def test_what_a_role_may_not_do_is_forbidden(api):
    member, wrong = api.token("grace.oyelaran@clearford.example"), {}
    for operation in operations(api.document):
        if not {"anyone", "member"} & set(operation.policy):
            more = {"json": operation.good()} if operation.schema else {}
            answer = api.as_all(operation, member, **more)
            if fault := is_fault(problem_of(answer, 403)):
                wrong[str(operation)] = fault
    assert wrong == {}


def test_a_method_that_a_path_does_not_have_is_refused_with_those_it_has(api):
    wrong = {}
    paths = {operation.path: operation for operation in operations(api.document)}
    for path, operation in paths.items():
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"):
            if method.lower() not in api.document["paths"][path]:
                answer = api.call(method, operation.address, headers=api.headers)
                fault = is_fault(problem_of(answer, 404, 405))
                if fault or (answer.status_code == 405 and "Allow" not in answer.headers):
                    wrong[f"{method} {path}"] = fault or "no Allow"
    assert wrong == {}


def test_every_operation_asks_for_the_header_that_it_cannot_do_without(api):
    slugs = {"If-Match": (428, "precondition-required"), "Idempotency-Key": (400, "idempotency-key-missing")}
    wrong, asked = {}, 0
    for operation in operations(api.document):
        more = {"json": operation.good()} if operation.schema else {}
        for name in operation.headers:
            asked += 1
            status, slug = slugs[name]
            told = problem_of(api.call(operation.method, operation.address, headers=api.headers, **more), status)
            if fault := is_fault(told) or (told["slug"] != slug and str(told)):
                wrong[str(operation)] = fault
    assert wrong == {} and asked > 30


def test_a_change_without_a_version_or_with_a_strange_one_is_refused(api):
    wrong = {}
    (topic, *_) = api.call("GET", "/api/community/v1/topics").json()["items"]
    address = f"/api/community/v1/topics/{topic['id']}/locked"
    for tag, statuses in {
        "": (428,),
        '"0"': (412,),
        '"99999"': (412,),
        "nonsense": (400, 412),
        '"1", "2"': (400, 412),
    }.items():
        headers = api.headers | ({"If-Match": tag} if tag else {})
        answer = api.call("PUT", address, headers=headers, json={"locked": True})
        if fault := is_fault(problem_of(answer, *statuses)):
            wrong[tag] = fault
    assert wrong == {}


def test_a_key_that_was_used_for_another_body_is_refused(api):
    category = api.call("GET", "/api/community/v1/categories").json()["items"][0]["id"]
    key = api.headers | {"Idempotency-Key": new_id()}
    body = {"category_id": category, "title": "Is it once?", "body": "It is."}
    first, second = (api.call("POST", "/api/community/v1/topics", headers=key, json=body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"] and second.headers["Idempotency-Replayed"] == "true"
    reused = problem_of(api.call("POST", "/api/community/v1/topics", headers=key, json=body | {"body": "Not."}), 422)
    assert reused["slug"] == "idempotency-key-reused"
    for strange, slug in {"": "idempotency-key-missing", "x" * 200: "idempotency-key-malformed"}.items():
        headers = api.headers | ({"Idempotency-Key": strange} if strange else {})
        assert problem_of(api.call("POST", "/api/community/v1/topics", headers=headers, json=body), 400)["slug"] == slug


def test_nothing_of_all_this_was_an_error_of_ours(portal):
    assert portal.errors() == []
