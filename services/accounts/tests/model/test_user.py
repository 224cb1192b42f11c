"""Addresses, names and roles."""

import pytest

from accounts.model.user import check_roles, check_state, email_key, tidy_email, tidy_name
from portalkit.errors import Invalid, Refused


@pytest.mark.parametrize(
    "twin", ["Ingrid@Fjordvann.example", " ingrid@fjordvann.example ", "ingrid@ＦＪＯＲＤＶＡＮＮ.example"]
)
def test_an_address_is_the_same_however_it_is_written(twin):
    assert email_key(twin) == "ingrid@fjordvann.example"


def test_an_address_with_a_plus_is_another_address():
    assert email_key("ingrid+a@fjordvann.example") != email_key("ingrid@fjordvann.example")


def test_mail_goes_to_a_domain_in_ascii():
    assert tidy_email("Ingrid@vær.example") == "Ingrid@xn--vr-1ia.example"
    assert tidy_email("ingrid@straße.example") == "ingrid@xn--strae-oqa.example"


WRONG = [
    *("", "ingrid", "ingrid@", "@fjordvann.example", "a b@c.example", "ıngrid@fjordvann.example", "a@b"),
    *("a@b..example", "a@-b.example", "a..b@c.example", ".a@c.example", "a\r\nBcc: x@y.example", "<a@c.example>"),
    *("a@c.example\r\nBcc: x", "x" * 65 + "@c.example", "a@" + "c" * 64 + ".example", "a@c.example,b@d.example"),
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_an_address_is_refused_at_its_field(text):
    with pytest.raises(Invalid) as refused:
        email_key(text)
    assert list(refused.value.fields) == ["email"]


def test_a_name_is_one_line_without_hidden_characters():
    assert tidy_name("  Ingrid \n Solheim\u202e\u200b ") == "Ingrid Solheim"
    assert tidy_name("Zoe\u0301") == "Zoé"
    with pytest.raises(Invalid):
        tidy_name("\u200b\u202e ")


def test_only_staff_can_be_author_administrator_or_importer():
    assert check_roles("customer", ["expert"]) == ["expert"]
    assert check_roles("staff", ["moderator", "author"]) == ["author", "moderator"]
    for role in ("author", "administrator", "importer"):
        with pytest.raises(Invalid):
            check_roles("customer", [role])


def test_nobody_is_made_unverified_by_hand():
    check_state("unverified", "active")
    with pytest.raises(Refused):
        check_state("active", "unverified")
