"""A text as a picture that a phone reads, as SVG that stands in the page: nothing is fetched, nothing styled inline."""


def picture(text: str, title: str) -> str:
    """The SVG. It stays dark on white in both themes, since readers of such pictures expect that."""
    import segno  # only who sets an app up needs it

    made = segno.make(text, error="m", micro=False)
    return made.svg_inline(scale=5, border=4, dark="#000", light="#fff", title=title, svgclass="at-qr", lineclass=None)
