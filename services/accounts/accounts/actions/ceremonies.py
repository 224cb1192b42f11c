"""What browsers and devices say about passkeys (WebAuthn), made and checked by py_webauthn.

It is imported when somebody uses a passkey: it costs a fifth of a second and 25 MB.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import orjson

from accounts.model.passkey import Passkey, Site, not_good
from accounts.model.user import User

WRONG = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, RecursionError, struct.error)


@contextmanager
def _understood() -> Iterator[None]:
    """A block in which whatever is wrong with what a browser sent is the same refusal."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        yield
    except (WebAuthnException, *WRONG) as fault:
        raise not_good() from fault


@dataclass(frozen=True, slots=True)
class Made:
    """A new key, as its device describes it."""

    credential_id: str
    public_key: str
    sign_count: int


def options_to_make(site: Site, brand: str, user: User, challenge: str, there: list[Passkey]) -> str:
    """What the browser is told to make a key by: one that finds its owner by itself, and asks who holds the device."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, structs

    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name=brand,
            user_id=user.id.encode(),
            user_name=user.email,
            user_display_name=user.name,
            challenge=base64url_to_bytes(challenge),
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in there
            ],
        )
    )


def options_to_use(site: Site, challenge: str) -> str:
    """What the browser is told to use a key by; which one, its owner chooses there."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, structs

    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=base64url_to_bytes(challenge),
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        )
    )


def challenge_in(credential: str) -> str:
    """The challenge that the browser says it answers, not yet checked. Raises Refused."""
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json

    with _understood():
        said = base64url_to_bytes(orjson.loads(credential)["response"]["clientDataJSON"])
        return bytes_to_base64url(parse_client_data_json(said).challenge)


def check_made(site: Site, challenge: str, credential: str) -> Made:
    """The key that was made for this challenge. Raises Refused."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

    with _understood():
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    key = bytes_to_base64url(found.credential_public_key)
    return Made(bytes_to_base64url(found.credential_id), key, found.sign_count)


def credential_id_in(credential: str) -> str:
    """By which id the browser calls the key, as it is stored. Raises Refused."""
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json

    with _understood():
        return bytes_to_base64url(parse_authentication_credential_json(credential).raw_id)


def check_used(site: Site, challenge: str, credential: str, passkey: Passkey) -> int:
    """What the device counts now, when it signed this challenge for its holder's good. Raises Refused.

    A count that did not go up is of a copy of the device.
    """
    import webauthn
    from webauthn.helpers import base64url_to_bytes

    with _understood():
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    return found.new_sign_count
