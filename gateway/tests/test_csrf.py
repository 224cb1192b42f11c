import pytest

from gateway.csrf import Csrf
from portalkit.errors import Forbidden

OURS = "https://portal.example"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": OURS}


@pytest.fixture
def csrf():
    return Csrf("a secret", OURS)


@pytest.mark.parametrize(
    "headers",
    [OWN_PAGE, {"Sec-Fetch-Site": "same-origin"}, {"Origin": OURS}, {"Referer": f"{OURS}/signin?next=/"}],
)
def test_a_visitors_form_is_taken_from_our_own_pages(csrf, headers):
    csrf.check(headers, "", "")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://portal.example.evil.example"},
        {"Origin": "http://portal.example"},
        {"Referer": "https://evil.example/https://portal.example/"},
        {"Referer": "https://portal.example@evil.example/"},
    ],
)
def test_a_form_from_anywhere_else_is_refused_even_with_the_token(csrf, headers):
    with pytest.raises(Forbidden):
        csrf.check(headers, "", "")
    with pytest.raises(Forbidden):
        csrf.check(headers, "session", csrf.token("session"))


def test_with_a_session_the_form_needs_that_sessions_token(csrf):
    csrf.check(OWN_PAGE, "session", csrf.token("session"))
    for given in ("", "x", csrf.token("another session"), Csrf("another secret", OURS).token("session"), "é"):
        with pytest.raises(Forbidden):
            csrf.check(OWN_PAGE, "session", given)
