"""What a browser posts: one file for each page that has forms. `form(…)` in each says the address."""

from gateway.forms import (
    account,
    articles,
    ask,
    audiences,
    categories,
    forgot,
    live,
    moderation,
    notifications,
    parked,
    posts,
    register,
    signin,
    theme,
    topic,
    unsubscribe,
)

__all__ = [
    "account",
    "articles",
    "ask",
    "audiences",
    "categories",
    "forgot",
    "live",
    "moderation",
    "notifications",
    "parked",
    "posts",
    "register",
    "signin",
    "theme",
    "topic",
    "unsubscribe",
]
