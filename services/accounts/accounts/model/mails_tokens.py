"""What accounts writes to people about their API tokens."""

from accounts.model.mails import Letter
from accounts.model.portal import Portal
from accounts.model.token import OF_STAFF, WRITE, Token
from portalkit.catalogue import N_

# By whether it may write, and whether it may do what staff does: whole sentences, for languages that order words anew.
MAY = {
    (False, False): N_("A program can read at %(brand)s in your name with it, until %(until)s."),
    (True, False): N_("A program can read and write at %(brand)s in your name with it, until %(until)s."),
    (False, True): N_(
        "A program can read, also what you do as staff, at %(brand)s in your name with it, until %(until)s."
    ),
    (True, True): N_(
        "A program can read and write, also what you do as staff, at %(brand)s in your name with it, until %(until)s."
    ),
}


def token_made(portal: Portal, token: Token) -> Letter:
    """To whoever has a new one."""
    return Letter(
        portal,
        N_("An API token was made"),
        [MAY[WRITE in token.scopes, OF_STAFF in token.scopes]],
        (N_("Look at your tokens"), portal.url("/account/tokens")),
        [N_("If it was not you, revoke it there, and choose a new password at once: %(forgot)s")],
        {"until": token.expires_at.date()},
    )
