"""What the links in mails do: a new password, and no more of these mails."""

import re

import requests
from support.person import Person

from portalkit.testing import eventually

NEW_PASSWORD = "eight calm curlews past noon"


def test_a_forgotten_password_is_replaced_by_the_mailed_link_and_every_session_ends(newcomer):
    newcomer.register("Paloma Reyes")
    stranger = Person(newcomer.url, newcomer.email)
    known = stranger.fill("/forgot", "/forgot", email=newcomer.email)
    unknown = stranger.fill("/forgot", "/forgot", email="nobody@nowhere.example")
    assert known.main.text.replace(newcomer.email, "") == unknown.main.text.replace("nobody@nowhere.example", "")

    link = newcomer.mail_about("password").link("/reset")
    form = stranger.open(link).html.form("/reset")
    weak = stranger.send(form, password="short")
    assert weak.status == 422 and "at least 15 characters" in weak.html.first(id="e-password").text
    chosen = stranger.send(weak.html.form("/reset"), password=NEW_PASSWORD)
    assert (chosen.path, "new password is set" in chosen.notice) == ("/signin", True)

    assert newcomer.open("/account").path == "/signin"
    refused = newcomer.send(newcomer.open("/signin").html.form("/signin"), email=newcomer.email, password="seven wet")
    assert refused.status == 422 and "address or the password is wrong" in refused.main.text
    assert Person(newcomer.url, newcomer.email, NEW_PASSWORD).sign_in()
    assert "no longer works" in stranger.open(link).main.text


def test_a_mail_program_unsubscribes_with_one_click_and_the_portal_still_tells(signed_in, newcomer):
    newcomer.register("Noor Haddad")
    newcomer.follow("Ideas")
    signed_in("mei").ask("Ideas", "A lanyard for the hand-held")
    mail = newcomer.mail_about("A lanyard for the hand-held")
    link = re.search(r"http\S+/unsubscribe/\S+", mail.text)[0]

    looked = Person(newcomer.url).open(link)
    assert (
        "No more mails?" in looked.main.text and "new topics in categories and with tags you follow" in looked.main.text
    )
    clicked = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=10)  # without cookies, from anywhere
    assert clicked.status_code == 200
    assert "Done" in Person(newcomer.url).open(link).main.text

    before = newcomer.unread()
    signed_in("mei").ask("Ideas", "A louder beep in the boat")
    eventually(lambda: newcomer.unread() == before + 1)
    assert signed_in("tomas").follow("Ideas")  # the follower after her was mailed, so hers would be there by now
    assert not [mail for mail in newcomer.mails() if "louder beep" in mail.subject]


def test_a_person_unsubscribes_on_the_page_that_a_mail_leads_to(signed_in, newcomer):
    newcomer.register("Ruta Kalnina")
    newcomer.follow("Ideas")
    signed_in("mei").ask("Ideas", "A hook for the handrail")
    link = newcomer.mail_about("A hook for the handrail").link("/unsubscribe/")
    page = newcomer.open(link)
    assert "Done" in newcomer.send(page.html.form(page.path)).main.text


def test_registering_an_address_twice_answers_alike_and_only_the_mail_tells(newcomer):
    newcomer.register("Amina Diallo")
    stranger = Person(newcomer.url, newcomer.email, "twelve grey geese overhead")
    again = stranger.fill("/register", "/register", name="Anna", email=newcomer.email, password=stranger.password)
    fresh = stranger.fill(
        "/register", "/register", name="Anna", email="fresh@newcomer.example", password=stranger.password
    )
    assert again.main.text.replace(newcomer.email, "") == fresh.main.text.replace("fresh@newcomer.example", "")
    assert "already" in newcomer.mail_about("already").subject.lower()
    assert newcomer.open("/account").path == "/account"
