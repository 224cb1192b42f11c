"""The cases of the pages and forms about one's own account, and of personas."""

from leaks.pages_factors import FACTORS_OF_PAGES
from leaks.routes_addresses import ADDRESS_PAGES
from leaks.routes_holds import HOLD_PAGES
from leaks.routes_personas import PERSONA_FORMS, PERSONA_PAGES
from leaks.routes_profiles import PROFILE_PAGES
from leaks.routes_tokens import TOKEN_PAGES

PEOPLE_PAGES = (
    *FACTORS_OF_PAGES,
    *PROFILE_PAGES,
    *TOKEN_PAGES,
    *ADDRESS_PAGES,
    *PERSONA_PAGES,
    *PERSONA_FORMS,
    *HOLD_PAGES,
)
