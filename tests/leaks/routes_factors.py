"""The cases of the routes of accounts about second factors. They name nothing but what is one's own."""

from leaks.cases import Case

SIGN_IN = '{"email": "x@people.example", "password": "x", "device": "x", "ip": "192.0.2.9"}'

FACTORS = (
    Case("/v1/users/<user_id>/factors", ("/v1/users/{person}/factors",), method="DELETE", writes=True, desk=True),
    Case("/v1/me/factors"),
    Case("/v1/me/proof", method="POST", writes=True, body='{"password": "not it"}'),
    Case("/v1/me/password", method="POST", writes=True, body='{"password": "short"}'),
    Case("/v1/me/totp", method="POST", excused="it names nothing, and its answer is random"),
    Case("/v1/me/totp", method="DELETE", writes=True),
    Case("/v1/me/totp/confirm", method="POST", writes=True, body='{"code": "000000"}'),
    Case("/v1/me/recovery-codes", method="POST", writes=True),
    Case("/v1/me/remembered/<browser_id>", ("/v1/me/remembered/{session}",), method="DELETE", writes=True),
    Case("/v1/me/passkeys/challenge", method="POST", excused="it names nothing, and its answer is random"),
    Case("/v1/me/passkeys", method="POST", writes=True, body='{"name": "x", "credential": "{}"}'),
    Case("/v1/me/passkeys/<passkey_id>", ("/v1/me/passkeys/{session}",), method="DELETE", writes=True),
    Case("/internal/v1/passkeys/challenge", method="POST", writes=True, body='{"ip": "192.0.2.9"}'),
    Case("/internal/v1/passkeys/sign-in", method="POST", writes=True, body='{"credential": "{}", "device": "x"}'),
    Case("/internal/v1/sign-ins", method="POST", writes=True, body=SIGN_IN),
    Case("/internal/v1/sign-ins/finish", method="POST", writes=True, body='{"ticket": "x", "code": "000000"}'),
)
