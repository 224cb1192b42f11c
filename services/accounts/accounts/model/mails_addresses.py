"""What accounts writes about addresses that somebody has besides the main one."""

from accounts.model.mails import Letter
from accounts.model.portal import Portal
from portalkit.catalogue import N_

NOT_YOU = N_("If it was not you, choose a new password at once, which also stops this: %(forgot)s")


def confirm_further(portal: Portal, token: str) -> Letter:
    """To the address that somebody wants to have as well."""
    return Letter(
        portal,
        N_("Confirm your further address"),
        [N_("Somebody, probably you, wants to sign in to an account at %(brand)s with this address as well.")],
        (N_("Confirm the address"), portal.url(f"/address?token={token}")),
        [
            N_("The link works once, for two hours."),
            N_("If it was not you, do nothing: without the link nothing changes."),
        ],
    )


def may_be_added(portal: Portal, wanted: str) -> Letter:
    """To the main address, when somebody wants another as well."""
    told = N_("Somebody, probably you, wants to use %(wanted)s for your account at %(brand)s as well.")
    return Letter(portal, N_("A further address was asked for"), [told], None, [NOT_YOU], {"wanted": wanted})


def added(portal: Portal, email: str) -> Letter:
    """To the main address, once there is another as well."""
    told = N_("One can sign in to your account at %(brand)s with %(email)s as well. Mail goes on coming here.")
    return Letter(portal, N_("A further address was added"), [told], None, [NOT_YOU], {"email": email})


def other_main(portal: Portal, email: str) -> Letter:
    """To the address that was the main one."""
    told = N_("Mail of %(brand)s for you goes to %(email)s from now on. You can still sign in with this address.")
    return Letter(portal, N_("Mail goes to another address"), [told], None, [NOT_YOU], {"email": email})


def removed(portal: Portal, email: str) -> Letter:
    """To the main address, once another is gone."""
    told = N_("%(email)s does not belong to your account at %(brand)s any more.")
    return Letter(portal, N_("An address was removed"), [told], None, [NOT_YOU], {"email": email})
