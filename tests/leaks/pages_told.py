"""The case of the gateway's page about how many were told of what one wrote."""

from leaks.cases import Case

TOLD_PAGES = (Case("/topics/<topic_id>/told", ("/topics/{topic}/told",), of_others=True),)
