"""What a moderator hides is gone for all others at once, and comes back when it is shown again."""

import re

from portalkit.testing import eventually


def press(person, page, end):
    """Send the form whose address ends so."""
    (form,) = [form for form in page.html.forms() if form.action.endswith(end) and "/replies/" in form.action]
    return person.send(form)


def test_a_hidden_reply_is_gone_for_everybody_but_moderators_until_it_is_shown_again(signed_in, newcomer):
    writer, reader, moderator = newcomer.register("Ottilie Brandt"), signed_in("ingrid"), signed_in("priya")
    topic = writer.ask("Ideas", "A rude answer is on its way")
    answered = writer.send(topic.html.form(f"{topic.path}/replies"), body="Such *clodpollery* again.")
    assert "clodpollery" in reader.open(topic.path).text
    eventually(lambda: "clodpollery" in reader.open("/search?q=clodpollery").main.first(id="results").text)

    (hide,) = [
        address for address in moderator.open(answered.path).main.links() if re.search("/replies/.*/hide", address)
    ]
    hidden = moderator.fill(hide, hide, reason="It is rude.")
    assert "Only moderators and who wrote it see it" in hidden.notice and "clodpollery" in hidden.text
    assert "clodpollery" not in reader.open(topic.path).text
    assert "It is rude." in writer.open(topic.path).text
    assert reader.open("/search?q=clodpollery").main.all("h3") == []

    press(moderator, moderator.open(topic.path), "/show")
    assert "clodpollery" in reader.open(topic.path).text
    eventually(lambda: reader.open("/search?q=clodpollery").main.all("mark"))


def test_a_member_may_neither_hide_nor_edit_what_others_wrote(signed_in, newcomer):
    writer, other = newcomer.register("Per Lindqvist"), signed_in("ingrid")
    topic = writer.ask("Ideas", "Mine alone to change")
    page = other.open(topic.path)
    assert not [form for form in page.html.forms() if form.action.endswith(("/hide", "/accept"))]
    csrf = page.html.form(f"{topic.path}/replies").fields["csrf"][0]
    assert other.post(f"{topic.path}/hide", {"csrf": csrf, "version": "1", "reason": "No."}).status == 403
    assert other.open(f"{topic.path}/edit").status == 403
    assert other.post(f"{topic.path}/edit", {"csrf": csrf, "title": "x", "body": "y", "version": "1"}).status == 403


def test_a_reported_reply_is_hidden_for_a_reason_appealed_against_and_shown_again_by_somebody_else(signed_in, newcomer):
    writer, reader = newcomer.register("Ludmila Orel"), signed_in("ingrid")
    first, second = signed_in("priya"), signed_in("sunita")
    topic = reader.ask("Ideas", "Would you pass on old meters?")
    writer.send(writer.open(topic.path).html.form(f"{topic.path}/replies"), body="I sell mine, *quagswagging* cheap.")
    (report,) = [address for address in reader.open(topic.path).main.links() if address.endswith("/report")]
    reply = report.removesuffix("/report")
    assert "Moderators" in reader.fill(report, report, reason="spam", note="Again.").notice

    queue = first.open("/staff/moderation")
    assert "quagswagging" in queue.text and "Advertising or spam" in queue.text
    first.fill(f"{reply}/hide?back=queue", f"{reply}/hide", reason="Nothing is sold here.")
    assert "quagswagging" not in first.open("/staff/moderation").text + reader.open(topic.path).text
    mail = writer.mail_about("Your reply was hidden")
    assert "Nothing is sold here." in mail.text
    decision = mail.link("/decisions/")
    assert "A moderator hid your reply" in writer.bell().first(of="at-told").text

    asked = writer.send(
        next(form for form in writer.open(decision).html.forms() if form.action.endswith("/appeal")),
        text="I give it away.",
    )
    assert "I give it away." in asked.text
    assert "another moderator decides" in first.open(decision).text
    judge = next(form for form in second.open(decision).html.forms() if form.action.endswith("/judge"))
    assert "shown again" in second.send(judge, press="reversed", reason="Giving away is fine.").notice
    assert "quagswagging" in reader.open(topic.path).text
    assert "Giving away is fine." in writer.mail_about("is shown again").text
    assert [entry.text for entry in writer.open(f"{reply}/history").main.all("b")] == [
        "A moderator",
        "Ludmila Orel",
        "A moderator",
    ]
