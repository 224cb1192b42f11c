"""The sentences of what community tells people by itself, and the pages they lead to."""

from collections.abc import Callable

from notify.model.message import BADGE_EARNED, IDEA_JUDGED, MESSAGE_RECEIVED, REWARD_GIVEN, REWARD_REFUSED
from portalkit.catalogue import N_

WHAT = {
    BADGE_EARNED: N_("mails about badges you earn"),
    IDEA_JUDGED: N_("mails about what becomes of ideas you follow"),
    MESSAGE_RECEIVED: N_("mails about messages that people write to you"),
    REWARD_GIVEN: N_("mails about rewards you get"),
    REWARD_REFUSED: N_("mails about rewards you do not get"),
}
REWARDS = {
    REWARD_GIVEN: N_("Your reward is on its way: %(title)s"),
    REWARD_REFUSED: N_("You do not get the reward, and have your points back: %(title)s"),
}
# What community calls the states of ideas; what is told of one begins with its state.
STATES = (N_("New"), N_("Under review"), N_("Planned"), N_("Done"), N_("Declined"))
# What community calls the badges that it gives.
BADGES = (
    *(N_("First accepted answer"), N_("Ten accepted answers"), N_("Hundred accepted answers")),
    *(N_("Helpful"), N_("Very helpful"), N_("Here for others")),
)


def sentences(act: str, named: dict[str, str], text: str, _: Callable[..., str]) -> tuple[str, str, str, str, str]:
    """Subject, headline, quote, link and reason of a mail; `named` has the title of its topic, if it stands in one."""
    if act == MESSAGE_RECEIVED:  # without its words: nobody but the two reads them
        said = _("%(actor)s wrote to you", **named)
        return (said, said, "", _("Read the message"), _("You get this mail because somebody wrote to you."))
    if act in REWARDS:
        said = _(REWARDS[act], **named)
        return (said, said, text, _("See your rewards"), _("You get this mail because you redeemed it."))
    if act == IDEA_JUDGED:
        state, colon, reason = text.partition(": ")
        return (
            _("What becomes of it: %(title)s", **named),
            _("%(actor)s says what becomes of “%(title)s”", **named),
            _(state) + colon + reason if state in STATES else text,
            _("See the idea"),
            _("You get this mail because you follow the idea “%(title)s”.", **named),
        )
    badge = _(text) if text in BADGES else text
    return (
        _("You earned a badge: %(badge)s", badge=badge),
        _("You earned the badge “%(badge)s” for what you wrote in “%(title)s”", badge=badge, title=named["title"]),
        "",
        _("See your badges"),
        _("You get this mail because others found help in what you wrote."),
    )


def page(act: str, person: str, actor: str) -> str | None:
    """The page that it leads `person` to; None is its topic."""
    if act in REWARDS:
        return "/rewards"
    if act == MESSAGE_RECEIVED:
        return f"/messages/{actor}"
    return f"/people/{person}" if act == BADGE_EARNED else None
