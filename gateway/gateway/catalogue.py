"""The portal's words in its languages: English stands in the code, the others in `translations/<language>/*.po`."""

from pathlib import Path

from portalkit.catalogue import ENGLISH, N_, Catalogue, catalogues_of

__all__ = ["ENGLISH", "N_", "Catalogue", "catalogues"]

FOLDER = Path(__file__).parent / "translations"
TONGUES = {"en": "English", "de": "Deutsch"}  # what each language calls itself


def catalogues() -> dict[str, Catalogue]:
    """Every language that the portal speaks, English first."""
    return catalogues_of(FOLDER)
