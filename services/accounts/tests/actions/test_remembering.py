"""A browser that its owner told us to remember is not asked for the code for a month."""

import pytest


@pytest.fixture
def kept(owner):
    """What her browser shows."""
    return owner.finish(owner.ticket(), owner.code(), remember=True).json["remembered"]


def test_a_remembered_browser_is_asked_for_the_password_alone(service, owner, kept):
    assert service.begin(remembered=kept).json["signed_in"]
    assert service.begin(remembered=kept, password="not hers at all").status_code == 422
    assert service.begin(remembered="x" * 43).json["ticket"] and service.begin().json["ticket"]
    assert [one["device"] for one in owner.factors()["remembered"]] == ["Firefox on Linux"]


def test_only_who_asks_for_it_is_remembered(owner, clock):
    assert owner.finish(owner.ticket(), owner.code()).json["remembered"] is None
    assert owner.factors()["remembered"] == []


def test_who_was_not_asked_for_the_code_proves_it_where_it_matters(service, owner, kept):
    sid = service.begin(remembered=kept).json["signed_in"]["sid"]
    owner.viewer = service.viewer(service.user(owner.email), sid)
    assert owner.post("recovery-codes").json["slug"] == "step-up-needed"


def test_it_is_hers_alone(service, owner, kept):
    service.person("olav@vann.example", "Olav Vann")
    olav = type(owner)(service, service.user("olav@vann.example")).with_app()
    assert service.begin(olav.email, remembered=kept).json["ticket"]
    (browser,) = owner.factors()["remembered"]
    assert olav.delete(f"remembered/{browser['id']}").status_code == 404
    assert service.begin(remembered=kept).json["signed_in"]


@pytest.mark.parametrize("how", ["a month", "forgetting it", "a new password", "another password", "other factors"])
def test_it_is_asked_again_after(service, owner, kept, clock, how):
    password = service.PASSWORD
    if how == "a month":
        clock.move(days=30, seconds=1)
    elif how == "forgetting it":
        (browser,) = owner.factors()["remembered"]
        assert owner.delete(f"remembered/{browser['id']}").status_code == 204
    elif how == "other factors":
        owner.post("recovery-codes")
    else:
        password = "violet rivers under ice"
        if how == "another password":
            owner.post("password", password=password)
        else:
            service.forgot(owner.email)
            service.answer()
            service.choose(service.token("choose-password"), password)
    assert service.begin(remembered=kept, password=password).json["ticket"]
    assert owner.factors()["remembered"] == []
