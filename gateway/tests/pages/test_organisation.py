"""Organisations: an administrator invites, changes and removes colleagues, with no account of staff."""

import re

import pytest
from support.portal import ORIGIN

PASSWORD = "plums grow on mountain roads"


def link(portal):
    """The address of the newest invitation."""
    portal.settle()
    found = [re.search(rf"{ORIGIN}(/invitation\S+)", mail["text"]) for mail in portal.mails()]
    return [each[1] for each in found if each][-1]


def token(address):
    return {"token": address.partition("token=")[2]}


@pytest.fixture(scope="module")
def berg(portal, olga, ana):
    """Where Ana's organisation stands: Olga makes it and appoints her."""
    made = olga.post("/staff/organisations", {"name": "Berg", "kind": "association", "country": "no"})
    assert made.status_code == 303
    path = made.headers["Location"].removeprefix(ORIGIN)
    olga.post(f"{path}/invite", {"email": "ana@customers.example", "role": "administrator"})
    address = link(portal)
    assert "Join Berg?" in ana.get(address).text
    assert ana.post("/invitation", token(address)).status_code == 303
    assert "You decide who belongs to it" in ana.get(path).text
    return path


def acts_of(page):
    """The ways of the forms about a member that is not oneself."""
    form = r'action="(/organisation/[^"]+/members/[^"/]+)/remove"[^>]*><input[^>]*><p>[^<]* belongs'
    return re.findall(form, page.text)


def test_a_colleague_joins_by_the_link_is_changed_and_removed(portal, berg, ana, ben):
    assert ana.post(f"{berg}/invite", {"email": "ben@customers.example", "role": "member"}).status_code == 303
    assert "ben@customers.example" in ana.get(berg).text
    address = link(portal)
    wrong = ana.post("/invitation", token(address))
    assert wrong.status_code == 403 and "sent to another address" in wrong.text
    assert ben.post("/invitation", token(address)).status_code == 303
    page = ben.get(berg)
    assert "ana@customers.example" not in page.text and "Send the link" not in page.text
    member = acts_of(ana.get(berg))[0]
    sent = {"role": "member", "until": "2099-12-31", "grade": "Fellow", "chapter": "West", "version": "1"}
    assert ana.post(member, sent).status_code == 303
    assert "31 Dec 2099" in ana.get(berg).text and "Fellow" in ben.get(berg).text
    assert ana.post(member, sent | {"until": "soon", "version": "2"}).status_code == 422
    assert ana.post(member, sent | {"until": "2001-01-01", "version": "2"}).status_code == 422
    assert ana.post(f"{member}/remove").status_code == 303
    assert ben.get(berg).status_code == 404 and "Berg" not in ben.get("/organisation").text


def test_somebody_new_makes_an_account_by_the_link_and_leaves_again(portal, berg, ana, visitor):
    ana.post(f"{berg}/invite", {"email": "nils@customers.example", "role": "member"})
    address = link(portal)
    assert "Create account and join" in visitor.get(address).text
    weak = visitor.post("/invitation/join", token(address) | {"name": "Nils", "password": "short"})
    assert weak.status_code == 422 and 'value="Nils"' in weak.text
    made = visitor.post("/invitation/join", token(address) | {"name": "Nils", "password": PASSWORD})
    assert "Your account is ready" in made.text
    assert "no longer works" in visitor.get(address).text
    nils = portal.sign_in("nils@customers.example", PASSWORD)
    assert "Act for yourself" in nils.get("/organisation").text
    assert nils.post("/organisation/context", {"organisation_id": ""}).status_code == 303
    assert "Act for it" in nils.get("/organisation").text
    leave = re.search(r'action="(\S+/remove)"', nils.get("/organisation").text)[1]
    assert nils.post(leave, {"leave": "1"}).status_code == 303
    assert nils.get(berg).status_code == 404


def test_the_last_administrator_is_told_why_not(berg, ana):
    page = ana.get(berg).text
    assert "You are its only administrator." in page and 'name="leave"' not in page
    mine = re.search(rf'action="({berg}/members/[^"/]+)"', page)[1]
    refused = ana.post(f"{mine}/remove", {"leave": "1"})
    assert refused.status_code == 409 and "last administrator" in refused.text


def test_a_member_is_moved_to_another_organisation_of_the_same_administrator(portal, berg, ana, ben, olga):
    made = olga.post("/staff/organisations", {"name": "Fjell", "kind": "association", "country": "no"})
    other = made.headers["Location"].removeprefix(ORIGIN)
    olga.post(f"{other}/invite", {"email": "ana@customers.example", "role": "administrator"})
    assert ana.post("/invitation", token(link(portal))).status_code == 303
    ana.post(f"{berg}/invite", {"email": "ben@customers.example", "role": "member", "grade": "Fellow"})
    assert ben.post("/invitation", token(link(portal))).status_code == 303
    page = ana.get(berg)
    member, id = acts_of(page)[0], other.rpartition("/")[2]
    shown = re.search(rf'action="{member}/move">.*?name="version" value="(\d+)".*?</form>', page.text, re.S)
    assert f'<option value="{id}">Fjell</option>' in shown[0]
    sent = {"to": id, "version": shown[1]}
    assert ana.post(f"{member}/move", sent | {"to": berg.rpartition("/")[2]}).status_code == 409  # is there already
    moved = ana.post(f"{member}/move", sent)
    assert moved.status_code == 303 and moved.headers["Location"].removeprefix(ORIGIN) == berg
    assert "Moved. They belong there from now on." in ana.get(berg).text and acts_of(ana.get(berg)) == []
    assert ben.get(berg).status_code == 404
    assert ben.get(other).status_code == 200 and "Fellow" in ana.get(other).text
    assert ana.post(f"{member}/move", sent).status_code == 404  # from where nobody of that id is any more


def test_an_invitation_is_withdrawn(portal, berg, ana, visitor):
    ana.post(f"{berg}/invite", {"email": "eva@customers.example", "role": "member"})
    withdraw = re.search(r'action="(\S+/withdraw)"', ana.get(berg).text)[1]
    assert "Sign in to join" not in visitor.get(link(portal)).text
    assert ana.post(withdraw).status_code == 303
    assert "no longer works" in visitor.get(link(portal)).text


def test_a_wrong_address_comes_back_with_what_was_typed(berg, ana):
    again = ana.post(f"{berg}/invite", {"email": "nobody", "role": "member", "grade": "Fellow"})
    assert again.status_code == 422 and 'value="nobody"' in again.text and 'value="Fellow"' in again.text


def test_administrators_of_the_portal_change_and_close_organisations(portal, berg, ana, olga):
    id = berg.rpartition("/")[2]
    page = olga.get("/staff/organisations?text=berg")
    assert "Berg" in page.text and "1</span> member" in page.text
    version = re.search(rf'organisations/{id}" novalidate>.*?name="version" value="(\d+)"', page.text)[1]
    sent = {"name": "Berg & Daughters", "kind": "association", "country": "NO", "version": version}
    assert olga.post(f"/staff/organisations/{id}", sent).status_code == 303
    assert olga.post(f"/staff/organisations/{id}", sent).status_code == 412
    assert "Berg &amp; Daughters" in ana.get("/organisation").text
    state = {"state": "closed", "version": str(int(version) + 1)}
    assert olga.post(f"/staff/organisations/{id}/state", state).status_code == 303
    assert ana.get(berg).status_code == 404 and "Closed" in olga.get(berg).text
    state = {"state": "open", "version": str(int(version) + 2)}
    olga.post(f"/staff/organisations/{id}/state", state)
    assert ana.get(berg).status_code == 200
