"""Codes as every app makes them."""

import base64
from datetime import UTC, datetime

import pytest

from accounts.model.totp import address_of, code_at, matching_step, new_totp_secret, step_at

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_rfc_6238(seconds, code):
    assert code_at(RFC, step_at(datetime.fromtimestamp(seconds, UTC))) == code


def test_of_the_steps_that_count_the_one_of_the_code_is_found_unless_it_was_used():
    now = datetime.fromtimestamp(1111111111, UTC)
    step = step_at(now)
    assert matching_step(RFC, "050471", now, step - 1) == step
    assert matching_step(RFC, "050471", now, step) is None
    assert matching_step(RFC, "٠٥٠٤٧١", now, 0) is None


def test_each_secret_is_another_and_fits_the_address():
    first, second = new_totp_secret(), new_totp_secret()
    assert first != second and len(base64.b32decode(first)) == 20
    told = address_of(first, "Salt & Marsh", "i@x.example")
    assert told.startswith(
        f"otpauth://totp/Salt%20%26%20Marsh%3Ai%40x.example?secret={first}&issuer=Salt%20%26%20Marsh"
    )
