"""Whoever leaves is named no more by others: on the page, in what services copy and find, and after a restore."""

import pytest
from sqlalchemy import select

from community.actions import masking
from knowledge.store.tables_copies import replies as found
from notify.store.tables import replies as mailed
from operations.leaving import NAME, PASSWORD, brought_back, do, leave, names_them, receipt

CALLED = "@" + NAME.lower().replace(" ", "-")
BERIT = "berit@wadden.example"


@pytest.fixture
def thanked(portal, people):
    """A reply of Berit's that names who is about to leave; nobody but the forum has heard of it yet."""
    path = f"/v1/topics/{people['topic']}"
    do(portal, people["root"], "community", "PUT", f"{path}/following", {"following": True})
    portal.settle()
    words = {"body": f"Whoever rinses, thanks {CALLED} for it."}
    return do(portal, people["berit"], "community", "POST", f"{path}/replies", words)["id"]


def rows(portal, service, table, id):
    with portal.apps[service].extensions["database"].reading() as db:
        return db.rows(select(table).where(table.c.id == id))[0]


def test_a_mention_is_masked_on_the_page_in_the_copies_and_in_search(portal, people, thanked):
    portal.settle()
    browser = portal.sign_in(BERIT, PASSWORD)
    page = f"/topics/{people['topic']}"
    leads = f'<a href="/people/{people["quillon"]}"'
    assert leads in browser.get(page).get_data(as_text=True)
    assert people["topic"] in browser.get("/search?q=zephyrbrook").get_data(as_text=True)
    leave(portal)
    portal.settle()
    shown = browser.get(page).get_data(as_text=True)
    assert "thanks @former-member for it" in shown and not names_them(shown.encode())
    assert leads not in shown
    assert rows(portal, "knowledge", found, thanked).body == "Whoever rinses, thanks @former-member for it."
    told = rows(portal, "notify", mailed, thanked)
    assert told.excerpt == "Whoever rinses, thanks @former-member for it." and not told.mentions
    assert people["topic"] not in browser.get("/search?q=zephyrbrook").get_data(as_text=True)


def test_a_mail_that_waits_while_somebody_leaves_names_a_former_member(portal, people, thanked):
    portal.settle(mail=False)
    leave(portal)
    portal.settle("accounts")  # whoever leaves is mailed that they did, and then let go of
    portal.settle(mail=False)
    portal.settle()
    replied = [mail for mail in portal.mails() if "Whoever rinses" in mail["text"]]
    assert replied and all("thanks @former-member for it" in mail["text"] for mail in replied)
    assert not [mail for mail in replied if names_them(str(mail).encode())]


def test_who_is_named_more_often_than_is_masked_at_once_is_named_nowhere_once_that_is_answered(
    portal, people, thanked, monkeypatch
):
    monkeypatch.setattr(masking, "AT_ONCE", 1)
    path = f"/v1/topics/{people['topic']}/replies"
    for number in range(3):
        do(portal, people["berit"], "community", "POST", path, {"body": f"{CALLED}, {number}"})
    _, address = leave(portal)
    portal.settle()
    assert receipt(portal, address)[0] == "done"
    shown = portal.sign_in(BERIT, PASSWORD).get(f"/topics/{people['topic']}").get_data(as_text=True)
    assert shown.count("@former-member") == 4 and not names_them(shown.encode())


def test_a_mention_that_a_backup_brings_back_is_masked_before_the_portal_is_ready(portal, people, thanked, tmp_path):
    portal.settle()
    _, after = brought_back(portal, people["quillon"], tmp_path)
    shown = after.sign_in(BERIT, PASSWORD).get(f"/topics/{people['topic']}").get_data(as_text=True)
    assert "thanks @former-member for it" in shown and not names_them(shown.encode())
    after.settle()
    assert rows(after, "knowledge", found, thanked).body == "Whoever rinses, thanks @former-member for it."
    assert "former-member" in rows(after, "notify", mailed, thanked).excerpt
    after.close()
