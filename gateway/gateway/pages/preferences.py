"""What reaches one: by kind, channel and frequency, and when."""

from functools import cache
from zoneinfo import available_timezones

from gateway.panels import Panel, page
from gateway.upstream import notify
from gateway.words import N_

KINDS = {  # in the words and groups of the page; each is a kind that notify knows
    N_("What you follow"): ("topic-asked", "reply-posted", "idea-judged"),
    N_("What concerns you"): (
        *("message-received", "mentioned", "answer-accepted"),
        *("badge-earned", "reward-given", "reward-refused"),
    ),
    N_("Articles you work on"): (
        *("review-approved", "review-returned", "review-remarked", "article-commented"),
        *("article-unhelpful", "article-due", "article-links"),
    ),
    N_("Decisions about what you wrote"): (
        *("post-hidden", "post-shown", "appeal-upheld", "comment-hidden", "comment-shown", "comment-upheld"),
    ),
}

WAYS = {"push": N_("In browsers")}  # channels besides mail; one that is installed beside these has its name


@page("/account/notifications", "preferences.html", by="member")
def preferences():
    """What one gets, and about how many mails that is."""
    given = ("kinds", "zone", "quiet_from", "quiet_until", "digest", "digest_at", "digest_on", "caps", "forecast")
    given += ("channels", "places", "returned")
    return {
        "chosen": Panel(notify.preferences, need=True, gives=given),
        "groups": KINDS,
        "zones": zones(),
        "ways": WAYS,
    }


@cache
def zones():
    """The time zones of places, by name."""
    of_places = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    return ["UTC", *sorted(name for name in available_timezones() if name.startswith(of_places))]
