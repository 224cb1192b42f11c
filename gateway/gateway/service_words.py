"""What services say when they refuse, which is English, in the reader's language.

A service's text is the msgid. One that carries values is a pattern here: `%(name)s` stands for whatever comes there,
which may be words of services itself (`OF_SERVICES`). What is not listed is said in English;
`tests/test_service_words.py` holds the list against what services say.
"""

import re
from functools import cache

from gateway.catalogue import N_
from gateway.service_refusals import REFUSALS
from gateway.words import _, pgettext

OF_SERVICES = frozenset(("detail", "kind", "many", "told", "users", "wait", "wanted", "what"))  # names of such values
GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
TEXTS = (
    N_("Only who wrote this can change it, for a day after it was written."),
    N_("Not found"),
    N_("Not allowed"),
    N_("Sign in first"),
    N_("Somebody else changed this"),
    N_("Some fields need attention"),
    N_("Some fields need attention."),
    N_("Too many requests"),
    N_("Too many tries. Wait %(seconds)s seconds and try again."),
    N_("This is not available just now. Try again in a moment."),
    N_("Your account may not do this."),
    N_("Choose one."),
    N_("Remove the control characters."),
    N_("Write something."),
    N_("Missing data for required field."),
    N_("Unknown field."),
    N_("Not a valid string."),
    N_("Not a valid integer."),
    N_("Not a valid datetime."),
    N_("Not a valid date."),
    N_("Must be one of: %(choices)s."),
    N_("Write %(least)s to %(most)s characters."),
    N_("Longer than maximum length %(most)s."),
    N_("Shorter than minimum length %(least)s."),
    N_("As long as you are new here, a text can have %(most)s links at most."),
    N_("A text can name %(most)s people at most with an @."),
    N_("A topic has %(most)s tags at most."),
    N_("A tag has %(shortest)s to %(longest)s characters: %(tag)s"),
    N_("You have saved %(most)s things already. Remove some first."),
    N_("%(most)s passkeys are enough. Remove one first."),
    N_("Write “%(word)s”, so that nobody does this by accident."),
    N_("A text can be changed for a day after it was written."),
    N_("Only who wrote this can change it."),
    N_("Only who wrote this can delete it."),
    N_("Only who wrote this, and moderators, can read what it said before."),
    N_("This is hidden, so it cannot be changed."),
    N_("This is hidden, so it cannot be deleted."),
    N_("This is hidden."),
    N_("This is hidden already."),
    N_("This is your own. You can change it instead."),
    N_("You can report what others wrote, as long as it is shown."),
    N_("You have told the moderators of this already. Thank you."),
    N_("You have appealed already. It can be done once."),
    N_("This has been shown again already."),
    N_("Choose what is wrong with it."),
    N_("This link is not one of ours, or a part of it is missing."),
    N_("This cannot be ended."),
    N_("Write it as 22:00."),
    N_("Choose a day of the week."),
    N_("Write a day, such as 2026-11-22."),
    N_("Write the question in one line."),
    N_("Choose one of the kinds."),
    N_("Choose one of the categories."),
    N_("There is no such category."),
    N_("Only an announcement can begin closed to replies."),
    N_("This topic is hidden. Show it first."),
    N_("Only a question has an answer."),
    N_("Who asked decides which reply is the answer."),
    N_("The answer has to be a reply in this topic that everybody can see."),
    N_("Others say whether this helped them."),
    N_("Somebody else decided meanwhile."),
    N_("You wrote this article, so others say whether it helps."),
    N_("Choose what was missing."),
    N_("Say in a few words what it is."),
    N_("This article takes no comments."),
    N_("This link has been used, or it is too old."),
    N_("This passkey was not accepted. Try again, or sign in another way."),
    N_("Passkeys need the portal under a name and by https."),
    N_("You are the only administrator. Make somebody else one first, then you can go."),
    N_("You have asked for this a moment ago. It is on its way."),
    N_("This code is not good. Each works once: wait for the next one."),
    N_("Prove first that it is you: this needs a proof of the last ten minutes."),
    N_("That took too long, or something changed meanwhile. Sign in once more."),
    N_("Write an e-mail address, such as ingrid@example.com."),
    N_("Write an e-mail address."),
    N_("This is your address already."),
    N_("This address has an account already."),
    N_("This address is another person's."),
    N_("Write a name."),
    N_("You have %(most)s addresses. Remove one that you do not use any more."),
    N_("Only an address that was confirmed can be the main one."),
    N_("Mail goes to this address. Choose another main address first."),
    N_("Write a country's two letters, such as NO."),
    N_("Write a number as one dials it, such as +47 22 12 34 56."),
    N_("This cannot be changed here. Ask whoever runs the portal."),
    N_("This changes only once it is approved. Ask for it in your profile."),
    N_("Somebody else decides about what you wish for yourself."),
    N_("Somebody else has decided about this."),
    N_("Say why, so that it can be mended."),
    N_("A token can always read."),
    N_("You have no rights of staff to give."),
    N_("You have %(most)s tokens. Revoke one that is not used any more."),
    N_("A file makes nobody staff, and staff nobody else."),
    N_("Write a language, such as en."),
    N_("Only administrators of the organisation decide about members."),
    N_("This organisation is closed."),
    N_("Choose a day to come, or none."),
    N_("This is the last administrator without an end date. Make somebody else one first."),
    N_("The address or the password is wrong."),
    N_("This account asks for a code besides the password."),
    N_("Follow the link in the mail we sent you first. Register again for a new one."),
    N_("There is an app with codes already. Remove it first."),
    N_("Recovery codes are for who has an app with codes. Set one up first."),
    N_("Begin again: there is no app that waits for its first code."),
    N_("This is not your password."),
    N_("Write the code that your app shows, or a recovery code."),
    N_("Write your password."),
    N_("Write the code."),
    N_("Your password was changed meanwhile."),
    N_("Whoever has this address is a member already."),
    N_("This invitation was sent to another address. Sign in with that one."),
    N_("This address has an account. Sign in, then follow the link again."),
    N_("This person belongs to that organisation already."),
    N_("This form is from an older visit. Open its page again and send it once more."),
    N_("This form was not sent from a page of this portal."),
    N_("These pages are for the people who run the portal."),
    N_("This came too slowly to be taken. Try again, or send something smaller."),
    N_("Less has come than was announced. Try again."),
    N_("Only an idea has a state like that."),
    N_("Say why: those who follow the idea are told."),
    N_("This is you."),
    N_("You blocked this person. Unblock them to write to them."),
    N_("You cannot write to this person."),
    N_("You wrote this yourself."),
    N_("This is removed already."),
    N_("As long as you are new here, a message cannot have links."),
    N_("As long as you are new here, you can write %(most)s topics a day."),
    N_("As long as you are new here, you can write %(most)s replies a day."),
    N_("As long as you are new here, you can write %(most)s messages a day."),
    N_("As long as you are new here, you can write %(most)s comments a day."),
    N_("You can go on in an hour."),
    N_("You can go on in %(hours)s hours."),
    N_("The level “%(level)s” opens more."),
    N_("A higher level asks for as much as the one below it, or for more."),
    N_("A higher level opens as much as the one below it, or more."),
    N_("It has to end after it starts."),
    N_("%(given)s were redeemed already."),
    N_("This reward cannot be redeemed now."),
    N_("It costs %(cost)s points now. Look at it again."),
    N_("You have redeemed this as often as one can."),
    N_("You have %(balance)s points, and it costs %(cost)s."),
    N_("Somebody has settled this already."),
    N_("Somebody else had the last one."),
    N_("Say why: who redeemed it is told."),
    N_("There are %(most)s personas already. Delete one first."),
    N_("Choose an audience that is in use."),
    N_("“%(path)s” is no page of the portal. Write its path, such as /topics."),
    N_("The persona “%(name)s” is bound to this audience. Bind it to another, or delete it, first."),
    N_("Choose somebody of the staff who is here."),
    N_("There is no organisation of this name. Make it first."),
    N_("Everyone"),
    N_("Members"),
    N_("Staff"),
    N_("Whoever comes by, signed in or not."),
    N_("Everybody with an account."),
    N_("Our own people."),
    N_("No condition."),
    N_("Is signed in."),
    N_("Kind is staff."),
    N_("There is no such audience."),
    N_("Everyone may"),
    N_("no condition"),
    N_("Can sign in"),
    N_("the account is unverified"),
    N_("the account is suspended"),
    N_("the account is erased"),
    N_("Has an account"),
    N_("signs in"),
    N_("The audience is in use"),
    N_("it is retired, so nobody is in"),
    N_("A rule has at most %(most)s conditions; this one has %(count)s."),
    N_("A rule is at most %(most)s levels deep."),
    N_("A list has at most %(most)s rules."),
    N_("Write a list of 1 to %(most)s values."),
    N_("Write a text of 1 to %(most)s characters."),
    N_("Write true or false."),
    N_("Write customer or staff."),
    N_("Choose a time zone of the list."),
    N_("Give both ends, or none."),
    N_("Choose another end: so there would be no time for mail at all."),
    N_("One of these cannot be chosen like that."),
    *REFUSALS,
)


SENTENCES = re.compile(r"(?<=[.?!]) ")
NAMED = ("level",)  # values that are names of ours themselves


def told(text: str) -> str:
    """What a service says, in the reader's language: as a whole, or else sentence by sentence."""
    whole = _told(text)
    return " ".join(_told(each) or each for each in SENTENCES.split(text)) if whole is None else whole


def _told(text: str) -> str | None:
    if text in _plain():
        return _(text)
    for pattern, known in _patterns():
        if found := pattern.fullmatch(text):
            return _(known, **{name: _value(name, value) for name, value in found.groupdict().items()})
    return None


def _value(name: str, value: str) -> str:
    """A value within a text: a number as the language groups it, or what services say themselves."""
    if GROUPED.fullmatch(value):
        return value.replace(",", pgettext("within a number", ","))
    if name in NAMED:
        return _(value)
    return told(value) if name in OF_SERVICES else value


@cache
def _plain() -> frozenset[str]:
    return frozenset(text for text in TEXTS if "%(" not in text)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(text), text) for text in TEXTS if "%(" in text)


def _pattern(text: str) -> re.Pattern[str]:
    pieces = re.split(r"%\((\w+)\)s", text)
    made = [re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.{{1,80}}?)" for at, piece in enumerate(pieces)]
    return re.compile("".join(made))
