"""Who may call what: every route has a row here, and whoever it is not for is turned away."""

import re

import pytest

from accounts.app import create_app
from portalkit.viewer import VISITOR, Viewer

DOORS = "/internal/v1"
LETTERS = f"{DOORS}/dead-letters"
WHO = {
    "visitor": VISITOR,
    "member": Viewer("m", "customer", audiences=frozenset({"everyone", "members"})),
    "expert": Viewer("x", "customer", frozenset({"expert", "moderator"}), frozenset({"everyone", "members"})),
    "staff": Viewer("s", "staff", frozenset({"author", "moderator"})),
    "administrator": Viewer("a", "staff", frozenset({"administrator"})),
    "importer": Viewer("i", "staff", frozenset({"importer"})),
    "gateway": Viewer("gateway", "gateway", audiences=frozenset()),
    "pretender": Viewer("p", "customer", frozenset({"gateway", "staff", "member"})),
}
MEMBERS = {"member", "expert", "staff", "administrator", "importer", "pretender"}
PROVEN = set()  # members who have just proven who they are, which nobody here has: actions/test_step_up.py
STAFF = {"staff", "administrator", "importer"}
ROUTES = {
    ("POST", f"{DOORS}/whoami"): {"gateway"},
    ("POST", f"{DOORS}/sessions"): {"gateway"},
    ("POST", f"{DOORS}/sign-out"): {"gateway"},
    ("POST", f"{DOORS}/registrations"): {"gateway"},
    ("POST", f"{DOORS}/password-resets"): {"gateway"},
    ("POST", f"{DOORS}/verifications"): {"gateway"},
    ("POST", f"{DOORS}/passwords"): {"gateway"},
    ("POST", f"{DOORS}/links/look"): {"gateway"},
    ("GET", f"{DOORS}/pages/sessions"): MEMBERS,
    ("GET", f"{DOORS}/pages/staff/audiences"): STAFF,
    ("GET", f"{DOORS}/pages/staff/keepers"): STAFF,
    ("GET", f"{DOORS}/pages/staff/ownerless"): {"administrator"},
    ("GET", f"{DOORS}/pages/staff/person/<user_id>"): {"administrator"},
    ("GET", f"{DOORS}/pages/staff/audit"): {"administrator"},
    ("POST", f"{DOORS}/audiences/preview"): {"administrator"},
    ("POST", f"{DOORS}/audiences/reach"): STAFF,
    ("POST", f"{DOORS}/addresses"): {"gateway"},
    ("POST", f"{DOORS}/audiences/why"): {"administrator"},
    ("POST", f"{DOORS}/views"): {"administrator"},
    ("POST", f"{DOORS}/views/audience"): {"administrator"},
    ("POST", f"{DOORS}/views/stop"): {"gateway"},
    ("GET", "/v1/me"): MEMBERS,
    ("PATCH", "/v1/me"): MEMBERS,
    ("POST", "/v1/me/language"): MEMBERS,
    ("GET", "/v1/me/address"): MEMBERS,
    ("POST", "/v1/me/address"): MEMBERS,
    ("DELETE", "/v1/me/address"): MEMBERS,
    ("GET", "/v1/me/addresses"): MEMBERS,
    ("POST", "/v1/me/addresses"): MEMBERS,
    ("POST", "/v1/me/addresses/<address_id>/main"): PROVEN,
    ("DELETE", "/v1/me/addresses/<address_id>"): PROVEN,
    ("GET", "/v1/me/tokens"): MEMBERS,
    ("POST", "/v1/me/tokens"): MEMBERS,
    ("DELETE", "/v1/me/tokens/<token_id>"): MEMBERS,
    ("POST", f"{DOORS}/tokens/look"): {"gateway"},
    ("GET", f"{DOORS}/pages/person/<user_id>"): set(WHO),
    ("GET", "/v1/me/profile"): MEMBERS,
    ("PATCH", "/v1/me/profile"): MEMBERS,
    ("DELETE", "/v1/me/profile/wishes/<field>"): MEMBERS,
    ("GET", "/v1/profile-wishes"): {"administrator"},
    ("POST", "/v1/profile-wishes/<wish_id>/decide"): {"administrator"},
    ("PATCH", "/v1/profile-policy"): {"administrator"},
    ("GET", "/v1/me/claims"): MEMBERS,
    ("POST", "/v1/me/exports"): PROVEN,
    ("POST", "/v1/me/erasure"): PROVEN,
    ("POST", f"{DOORS}/receipts/look"): {"gateway"},
    ("GET", f"{DOORS}/held"): MEMBERS,
    ("GET", f"{DOORS}/exports/<export_id>"): MEMBERS,
    ("POST", f"{DOORS}/sign-ins"): {"gateway"},
    ("POST", f"{DOORS}/sign-ins/finish"): {"gateway"},
    ("GET", "/v1/me/factors"): MEMBERS,
    ("DELETE", "/v1/users/<user_id>/factors"): PROVEN,
    ("POST", f"{DOORS}/passkeys/challenge"): {"gateway"},
    ("POST", f"{DOORS}/passkeys/sign-in"): {"gateway"},
    ("POST", "/v1/me/passkeys/challenge"): PROVEN,
    ("POST", "/v1/me/passkeys"): MEMBERS,
    ("DELETE", "/v1/me/passkeys/<passkey_id>"): PROVEN,
    ("POST", "/v1/me/proof"): MEMBERS,
    ("POST", "/v1/me/password"): MEMBERS,
    ("POST", "/v1/me/totp"): PROVEN,
    ("POST", "/v1/me/totp/confirm"): MEMBERS,
    ("DELETE", "/v1/me/totp"): PROVEN,
    ("POST", "/v1/me/recovery-codes"): PROVEN,
    ("DELETE", "/v1/me/remembered/<browser_id>"): MEMBERS,
    ("GET", "/v1/me/sessions"): MEMBERS,
    ("DELETE", "/v1/me/sessions/<session_id>"): MEMBERS,
    ("POST", "/v1/me/sessions/end-others"): MEMBERS,
    ("GET", "/v1/audiences"): STAFF,
    ("POST", "/v1/audiences"): {"administrator"},
    ("GET", "/v1/audiences/<audience_id>"): STAFF,
    ("PATCH", "/v1/audiences/<audience_id>"): {"administrator"},
    ("POST", "/v1/audiences/<audience_id>/retire"): {"administrator"},
    ("GET", "/v1/personas"): STAFF,
    ("POST", "/v1/personas"): {"administrator"},
    ("GET", "/v1/personas/<persona_id>"): STAFF,
    ("PATCH", "/v1/personas/<persona_id>"): {"administrator"},
    ("DELETE", "/v1/personas/<persona_id>"): {"administrator"},
    ("GET", f"{DOORS}/personas/counted"): {"gateway"},
    ("GET", "/v1/users"): {"administrator"},
    ("GET", "/v1/users/<user_id>"): {"administrator"},
    ("PATCH", "/v1/users/<user_id>"): {"administrator"},
    ("GET", "/v1/holds"): {"administrator"},
    ("GET", "/v1/users/<user_id>/holds"): {"administrator"},
    ("POST", "/v1/users/<user_id>/holds"): {"administrator"},
    ("DELETE", "/v1/users/<user_id>/holds/<hold_id>"): PROVEN,
    ("GET", f"{DOORS}/pages/organisation"): MEMBERS,
    ("POST", f"{DOORS}/invitations/look"): {"gateway"},
    ("POST", f"{DOORS}/invitations/join"): {"gateway"},
    ("POST", "/v1/invitations/accept"): MEMBERS,
    ("GET", "/v1/me/organisations"): MEMBERS,
    ("POST", "/v1/me/context"): MEMBERS,
    ("GET", "/v1/organisations"): {"administrator"},
    ("POST", "/v1/organisations"): {"administrator"},
    ("PATCH", "/v1/organisations/<organisation_id>"): {"administrator"},
    ("POST", "/v1/organisations/<organisation_id>/invitations"): MEMBERS,
    ("DELETE", "/v1/organisations/<organisation_id>/invitations/<invitation_id>"): MEMBERS,
    ("PATCH", "/v1/organisations/<organisation_id>/members/<membership_id>"): MEMBERS,
    ("DELETE", "/v1/organisations/<organisation_id>/members/<membership_id>"): MEMBERS,
    ("POST", "/v1/organisations/<organisation_id>/members/<membership_id>/move"): MEMBERS,
    ("POST", "/v1/import/organisations"): {"importer"},
    ("POST", "/v1/import/users"): {"importer"},
    ("POST", "/v1/import/audiences"): {"importer"},
    ("POST", f"{DOORS}/people/look"): {"administrator"},
    ("POST", f"{DOORS}/people/import"): {"administrator"},
    ("GET", "/v1/audit"): {"administrator"},
    ("GET", LETTERS): {"administrator"},
    ("GET", f"{LETTERS}/<letter_id>"): {"administrator"},
    ("POST", f"{LETTERS}/<letter_id>/replay"): {"administrator"},
    ("POST", f"{LETTERS}/<letter_id>/discard"): {"administrator"},
}
PROBES = {"/livez", "/readyz", "/metrics", "/version", "/openapi.json"}


def test_every_route_has_a_row(service):
    there = {
        (method, rule.rule)
        for rule in service.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule not in PROBES
    }
    assert there == set(ROUTES)


def test_each_route_lets_in_whom_it_is_for_and_nobody_else(service):
    wrong = []
    for (method, rule), meant in ROUTES.items():
        path = re.sub(r"<\w+>", "none", rule)
        for name, viewer in WHO.items():
            status = service.client._call(
                method, path, viewer, {}, {"Idempotency_Key": "k", "If_Match": '"1"'}
            ).status_code
            turned_away = status == (401 if name == "visitor" else 403)
            if turned_away == (name in meant):
                wrong.append((method, rule, name, status))
    assert wrong == []


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}, {"X-User-Id": "a"}]
)
def test_nobody_gets_in_without_a_token(service, headers):
    for method, rule in ROUTES:
        answer = service.app.test_client().open(rule, method=method, headers=headers, json={})
        assert (answer.status_code, answer.json["slug"]) == (401, "unauthenticated")


def test_the_app_starts_with_settings_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert create_app().test_client().get("/livez").status_code == 200
