"""An account of one's own, from the first address to the receipt: over HTTP, through the gateway, step after step.

The caps on mails are lifted here, as one portal has all journeys: they are held to in services/notify and
tests/faults. That no trace is left in any store is looked at in tests/operations/test_data_rights.py.
"""

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from support.person import Person

from portalkit.testing import eventually

WORD = f"dunlin{token_hex(3)}"  # nobody has written it before
NAME, NEW_NAME = f"Saoirse {WORD.title()}", f"Saoirse {WORD.title()}-Byrne"
PREFERENCES, PROFILE, ROOM = "/account/notifications", "/account/profile", "Asia-Pacific"
ASIDE = timedelta(hours=2)


@pytest.fixture(scope="module")
def cast(portal):
    """She whose account it is, who administers her company, and who asks; and what they leave to later steps."""

    def somebody(role, name):
        return Person(portal.url, f"{role}.{WORD}@newcomer.example", "seven wet herons on a jetty").register(name)

    made = SimpleNamespace(
        she=somebody("she", NAME), boss=somebody("boss", "Björn Aas"), asker=somebody("a", "Noa Peled")
    )
    made.topic = made.she.ask("Tern meters", f"How warm may the {WORD} case get").path
    return made


def only(forms, action):
    """The form that changes something at this address."""
    return next(form for form in forms if form.action == action)


def mailbox(person):
    """Her mails, read on pages that are English whatever she chose."""
    return Person(person.url, person.email)


def write(person, topic, body):
    """Reply; the id of the reply."""
    page = person.send(person.open(topic).html.form(f"{topic}/replies"), body=body)
    return [each["id"] for each in page.html.all("article") if body in each.text][-1].removeprefix("reply-")


def told_of(person, words):
    """What the list of notifications says of the one with these words, as soon as it is there."""
    rows = eventually(lambda: [row for row in person.open("/notifications").main.all("li") if words in row.text])
    return rows[0].text


# 1. She changes her address, her name and her language.


def test_a_new_name_and_language_hold_for_pages_and_mails(cast):
    she = cast.she
    assert "Saved" in she.fill("/account", "/account", name=NEW_NAME).notice
    eventually(lambda: NEW_NAME in cast.asker.open(cast.topic).main.text)
    page = she.send(only(she.open("/account").html.forms(), "/language"), "de")
    assert page.html.first("html")["lang"] == "de" and page.main.first("h2", id="language").text == "Sprache"


def test_a_new_address_is_confirmed_by_mail_and_the_old_one_is_told(cast, portal):
    she, old = cast.she, cast.she.email
    new = f"moved.{WORD}@newcomer.example"
    she.fill("/account", "/account/address", email=new)
    assert new in mailbox(she).mail_about("Ihre Adresse soll sich ändern").text
    assert old in she.open("/account").main.text
    she.email = new
    link = mailbox(she).mail_about("Bestätigen Sie Ihre neue Adresse").link("/address")
    page = she.open(link)
    assert new in she.send(page.html.form("/address")).main.text
    assert new in she.open("/account").main.text and old not in she.open("/account").main.text
    assert new in Person(portal.url, old).mail_about("Ihre Adresse wurde geändert").text
    refused = Person(portal.url, old, she.password)
    assert refused.send(refused.open("/signin").html.form("/signin"), email=old, password=she.password).status == 422
    cast.again = Person(portal.url, new, she.password).sign_in()
    assert cast.again.open("/account").html.first("html")["lang"] == "de"  # on every device
    she.send(only(she.open("/account").html.forms(), "/language"), "en")
    assert cast.again.open("/account").html.first("html")["lang"] == "en"


def test_what_is_free_is_saved_and_what_needs_approval_is_shown_to_wait(cast):
    page = cast.she.fill(PROFILE, PROFILE, phone="+353 1 496 0000", legal_name=f"Saoirse {WORD} Byrne")
    assert page.notice == "Saved. What needs approval waits for it."
    (waits,) = [each.text for each in page.main.all(of="at-callout") if "waits for approval since" in each.text]
    assert f"Saoirse {WORD} Byrne" in waits
    assert page.main.first("input", name="phone")["value"] == "+353 1 496 0000"


# 2. Her company's administrator decides who belongs to it.


def company(staff, boss, name, region):
    """Make an organisation with an administrator of its own; its page."""
    form = only(staff.open("/staff/organisations").html.forms(), "/staff/organisations")
    path = staff.send(form, name=name, country="", region=region).path
    join(staff, boss, path, name, role="administrator")
    return path


def mail_with(person, subject, words, seconds=10):
    """The mail with these words in its subject and in its text, as soon as it is there."""

    def found():
        return next((mail for mail in person.mails() if subject in mail.subject and words in mail.text), None)

    return eventually(found, seconds)


def join(inviting, person, path, name, **standing):
    """Be invited by mail into the organisation with this name, and join."""
    invited = inviting.fill(path, f"{path}/invite", email=person.email, **standing)
    assert "Invited" in invited.notice
    mail = mail_with(person, "invited", name)
    joined = person.send(person.open(mail.link("/invitation")).html.form("/invitation"))
    assert joined.path == path and joined.notice == "Welcome. You belong to it now."


def test_a_colleague_is_invited_with_a_role_and_an_end_moved_and_removed_at_once(cast, signed_in):
    she, boss, staff = cast.she, cast.boss, signed_in("henning")
    far, near = f"{WORD} Auckland", f"{WORD} Galway"
    auckland, galway = (company(staff, boss, name, where) for name, where in ((far, "asia-pacific"), (near, "")))
    assert ROOM not in she.open("/topics").main.links().values()
    join(boss, she, auckland, far, role="member", until="2099-12-31")
    row = next(row for row in boss.open(auckland).main.all("li") if she.email in row.text)
    assert "Until 31 Dec 2099" in row.text
    room = next(path for path, text in she.open("/topics").main.links().items() if text == ROOM)
    assert she.open(room).status == 200 and she.open(auckland).status == 200

    (moving,) = [
        form for form in boss.open(auckland).html.forms() if "/move" in form.action and she_is(form, boss, she)
    ]
    assert boss.send(moving, to=galway.rpartition("/")[2]).notice == "Moved. They belong there from now on."
    assert she.open(auckland).status == 404 and she.open(galway).status == 200
    assert ROOM not in she.open("/topics").main.links().values()

    removing = [form for form in boss.open(galway).html.forms() if form.action.endswith("/remove")]
    (hers,) = [form for form in removing if "leave" not in form.fields]
    assert boss.send(hers).notice == "Removed. Their access has ended."
    assert she.open(galway).status == 404 and near not in she.open("/organisation").main.text


def she_is(form, boss, she):
    """Whether a form is about her, by what else can be done to the same member."""
    member = form.action.removesuffix("/move")
    row = next(row for row in boss.open(member.partition("/members")[0]).main.all("li") if she.email in row.text)
    return bool(row.all("form", action=form.action))


# 3. She sets what reaches her, and when.


def set_up(person, **chosen):
    """Choose on the page of what reaches one."""
    assert person.fill(PREFERENCES, PREFERENCES, **chosen).notice.startswith("Saved")


def clock(moment):
    return moment.strftime("%H:%M")


def test_in_her_quiet_hours_by_her_own_clock_mails_wait(cast):
    there = datetime.now(ZoneInfo("Asia/Tokyo"))
    set_up(cast.she, zone="Asia/Tokyo", quiet_from=clock(there - ASIDE), quiet_until=clock(there + ASIDE))
    write(cast.asker, cast.topic, "In the sun it reached fifty degrees.")
    told = told_of(cast.she, "replied to")
    ends = f"{clock(there + ASIDE)} (Asia/Tokyo), when your quiet hours end."
    assert "You follow this topic." in told and ends in told
    assert re.match(r"About \d+ mails? a week", cast.she.open(PREFERENCES).main.first(of="at-lead").text)
    set_up(cast.she, quiet_from="", quiet_until="")


@pytest.mark.timeout(300)
def test_a_digest_gathers_what_she_wants_but_once_a_day(cast):
    soon = datetime.now(UTC) + timedelta(seconds=75)  # it is due by the minute, and what is in it comes before
    set_up(cast.she, **{"zone": "UTC", "digest": "1", "digest_at": clock(soon), "mail-reply-posted": "daily"})
    bodies = ("The case is at thirty now.", "And at forty by noon.")
    replies = [write(cast.asker, cast.topic, body) for body in bodies]
    eventually(lambda: cast.she.open("/notifications").main.text.count("In your daily digest of") == len(replies))
    mail = mail_with(cast.she, "Your digest", replies[-1], 180)
    assert "2 things waited for you" in mail.text and replies[0] in mail.text
    assert mail.text.count("You chose to get these once a day.") == len(replies)


def test_every_mail_says_why_it_came_and_one_click_ends_just_that(cast):
    set_up(cast.she, **{"mail-reply-posted": "now"})
    before = {form.action: form.fields for form in cast.she.open(PREFERENCES).html.forms()}[PREFERENCES]
    write(cast.asker, cast.topic, "It is cool again.")
    mail = mail_with(cast.she, "replied", "cool again")
    assert "You get this mail because you follow the topic" in mail.text
    page = Person(cast.she.url).open(mail.link("/unsubscribe/"))
    assert "Done" in Person(cast.she.url).send(page.html.form(page.path)).main.text
    after = {form.action: form.fields for form in cast.she.open(PREFERENCES).html.forms()}[PREFERENCES]
    changed = {name for name in before if before[name] != after[name]} - {"csrf", "form_key"}
    assert changed == {"mail-reply-posted"} and after["mail-reply-posted"] == ["never"]


# 4. She is known for what helped.


def points(person):
    """What stands on one's own page of a person."""
    page = person.open(next(path for path in person.open("/me").main.links() if path.startswith("/people/")))
    facts = page.main.all("dt"), page.main.all("dd")
    return int(next(dd.text for dt, dd in zip(*facts, strict=True) if dt.text == "Points")), page.main.text


def vote(person, topic, reply):
    return person.send(person.open(topic).html.form(f"/replies/{reply}/vote"))


def test_an_accepted_answer_scores_and_what_is_played_does_not(cast, signed_in):
    she, asker = cast.she, cast.asker
    topic = asker.ask("Tern meters", f"Which grease for the {WORD} seal").path
    mine = write(she, topic, "Silicone, a thin film.")
    before, _ = points(she)
    assert not [form for form in she.open(topic).html.forms() if form.action == f"/replies/{mine}/vote"]
    form = she.open(topic).html.form(f"{topic}/replies")
    own = she.post(f"/replies/{mine}/vote", {"csrf": form.fields["csrf"][0], "form_key": token_hex(8), "on": "1"})
    assert own.status == 403 and points(she)[0] == before

    for name, times in (("tomas", 4), ("ingrid", 3), ("aiko", 3)):
        for number in range(times):
            vote(asker, topic, write(signed_in(name), topic, f"Number {number} of {name}."))
    vote(asker, topic, mine)  # the eleventh of the day
    assert points(she)[0] == before
    refused = signed_in("henning").open("/staff/recognition").main
    assert [row for row in refused.all("li") if NEW_NAME in row.text and "too often on one day" in row.text]

    accepting = next(f for f in asker.open(topic).html.forms() if f.fields.get("reply_id") == [mine])
    assert asker.send(accepting).notice == "Accepted. The topic is solved."
    now, page = points(she)
    assert now == before + 15 and "First accepted answer" in page
    assert NEW_NAME in cast.asker.open("/leaderboard?when=month").main.text
    assert "You earned the badge" in told_of(she, "First accepted answer")


# 5. She takes everything with her, and goes.


def test_she_downloads_everything_with_a_part_from_each_service(cast):
    leaving = cast.leaving = Person(cast.she.url, cast.she.email, cast.she.password).sign_in()  # proven just now
    leaving.fill("/account/data", "/account/data")
    row = eventually(
        lambda: next((r for r in leaving.open("/account/data").main.all("li") if "Complete." in r.text), None)
    )
    assert "/account/data" in leaving.mail_about("Your data is ready").text
    with zipfile.ZipFile(io.BytesIO(leaving.open(row.first("a")["href"]).answer.content)) as found:
        files = {name: found.read(name).decode() for name in found.namelist()}
    assert json.loads(files["receipt.json"])["missing"] == []
    assert {f"{name}.json" for name in ("accounts", "knowledge", "community", "notify")} <= set(files)
    assert NEW_NAME in files["accounts.json"] and f"Saoirse {WORD} Byrne" in files["accounts.json"]
    assert "Silicone, a thin film." in files["community.json"] and cast.she.email in files["notify.json"]


def test_her_account_is_erased_with_a_receipt_and_her_posts_stay_by_a_former_member(cast, visitor):
    gone = cast.leaving.fill("/account/erase", "/account/erase", word="erase")
    receipt = gone.answer.url
    assert gone.path == "/receipt" and cast.she.open("/account").path == "/signin"
    eventually(lambda: "Done on" in visitor.open(receipt).main.text, 60)
    shown = visitor.open(receipt).main.text
    assert datetime.now(UTC).strftime("%b %Y") in shown and WORD not in shown.lower()
    page = visitor.open(cast.topic).main.text
    assert f"How warm may the {WORD} case get" in page and "A former member" in page and NEW_NAME not in page
    again = Person(visitor.url)
    tried = again.send(again.open("/signin").html.form("/signin"), email=cast.she.email, password=cast.she.password)
    assert tried.status == 422
