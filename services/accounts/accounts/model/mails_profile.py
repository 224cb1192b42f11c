"""What accounts writes to people about their profile. Each field has its own sentences: languages bend its word."""

from accounts.model.mails import Letter
from accounts.model.portal import Portal
from accounts.model.profile import APPROVED, Wish
from portalkit.catalogue import N_

CHANGED = {
    "name": (N_("Your name was changed"), N_("%(brand)s approved the name you asked for.")),
    "legal_name": (N_("Your legal name was changed"), N_("%(brand)s approved the legal name you asked for.")),
    "phone": (N_("Your phone number was changed"), N_("%(brand)s approved the phone number you asked for.")),
    "job_title": (N_("Your job title was changed"), N_("%(brand)s approved the job title you asked for.")),
    "country": (N_("Your country was changed"), N_("%(brand)s approved the country you asked for.")),
    "region": (N_("Your region was changed"), N_("%(brand)s approved the region you asked for.")),
}
NOT_CHANGED = {
    "name": (N_("Your name was not changed"), N_("%(brand)s did not approve the name you asked for:")),
    "legal_name": (
        N_("Your legal name was not changed"),
        N_("%(brand)s did not approve the legal name you asked for:"),
    ),
    "phone": (
        N_("Your phone number was not changed"),
        N_("%(brand)s did not approve the phone number you asked for:"),
    ),
    "job_title": (
        N_("Your job title was not changed"),
        N_("%(brand)s did not approve the job title you asked for:"),
    ),
    "country": (N_("Your country was not changed"), N_("%(brand)s did not approve the country you asked for:")),
    "region": (N_("Your region was not changed"), N_("%(brand)s did not approve the region you asked for:")),
}


def decided(portal: Portal, wish: Wish) -> Letter:
    """To whoever wished for a change that staff has decided about; a reason is said as staff wrote it."""
    press = (N_("Look at your profile"), portal.url("/account/profile"))
    if wish.state == APPROVED:
        title, told = CHANGED[wish.field]
        return Letter(portal, title, [told], press, [])
    title, told = NOT_CHANGED[wish.field]
    again = N_("You can ask again in your profile.")
    return Letter(portal, title, [told, "%(reason)s"], press, [again], {"reason": wish.reason or ""})
