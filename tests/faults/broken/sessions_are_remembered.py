"""Accounts is asked once who a session belongs to, and never again."""

from faults.broken import run
from gateway.identity import Identity

known = {}
ask = Identity.of


def of(self, session, *how):
    who = known.get(session)
    if who is None:
        who = ask(self, session, *how)
        if who.signed_in:
            known[session] = who
    return who


Identity.of = of
run()
