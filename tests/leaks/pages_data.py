"""The cases of the gateway's routes about what is held of oneself, and how one reads."""

from leaks.cases import Case
from leaks.routes_common import form

MY_DATA = (
    Case("/me", of_others=True, shows=("topic:own",)),
    Case("/account/data", probe=True),
    Case("/account/data/<export_id>", ("/account/data/<never>",)),
    Case("/account/erase", probe=True),
    Case("/receipt", ("/receipt?token=nobodys",)),
    form("/language", "/language", "language=en&back=/topics/{topic}"),
    # Sent in vain, they show the page again.
    Case("/account/data", method="POST", probe=True),
    Case("/account/erase", method="POST", body="word=no", probe=True),
)
