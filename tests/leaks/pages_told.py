"""The cases of the gateway's page and fragment about how many were told of what one wrote, or would be."""

from leaks.cases import Case

TOLD_PAGES = (
    Case("/topics/<topic_id>/told", ("/topics/{topic}/told",), of_others=True),
    Case("/fragments/reach", ("/fragments/reach?category_id={forum}",), of_others=True),
)
