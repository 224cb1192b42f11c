"""The cases of the gateway's pages and forms about second factors."""

from leaks.cases import Case
from leaks.routes_common import form

FACTORS_OF_PAGES = (
    Case("/account/security"),
    Case("/account/prove"),
    Case("/signin/code"),
    form("/account/prove", "/account/prove", "proof_password=not+it"),
    form("/account/security/password", "/account/security/password", "password=short"),
    form("/account/security/app/confirm", "/account/security/app/confirm", "code=000000"),
    form("/account/security/app/remove", "/account/security/app/remove"),
    form("/account/security/codes", "/account/security/codes"),
    form(
        "/account/security/browsers/<browser_id>/forget",
        "/account/security/browsers/{session}/forget",
    ),
    form("/account/security/passkeys", "/account/security/passkeys", "name=x&credential=x"),
    form("/account/security/passkeys/challenge", "/account/security/passkeys/challenge"),
    form("/account/security/passkeys/<passkey_id>/remove", "/account/security/passkeys/{session}/remove"),
    form("/passkeys/challenge", "/passkeys/challenge"),
    form("/signin/passkey", "/signin/passkey", "credential=x"),
    form("/signin/code", "/signin/code", "code=000000"),
    form("/staff/people/<user_id>/factors/remove", "/staff/people/<person:insider>/factors/remove", desk=True),
    Case("/account/security/app", method="POST", excused="it names nothing, and its answer is random"),
)
