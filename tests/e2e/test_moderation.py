"""What a moderator hides is gone for all others at once, and comes back when it is shown again."""

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

    hidden = press(moderator, moderator.open(answered.path), "/hide")
    assert "Only moderators see it" in hidden.notice and "clodpollery" in hidden.text
    assert "clodpollery" not in reader.open(topic.path).text
    assert "clodpollery" not in writer.open(topic.path).text
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
    assert other.post(f"{topic.path}/hide", {"csrf": csrf, "version": "1"}).status == 403
    assert other.open(f"{topic.path}/edit").status == 403
    assert other.post(f"{topic.path}/edit", {"csrf": csrf, "title": "x", "body": "y", "version": "1"}).status == 403
