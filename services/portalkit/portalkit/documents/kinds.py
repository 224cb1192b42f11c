"""The kinds of files that are taken; what is on no list is not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `inline`: a browser may show it, as it cannot act; `text`: there is text to be read in it."""

    name: str
    label: str
    type: str
    inline: bool
    text: bool


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", inline=True, text=True),
        Kind("docx", "Word", f"{_OFFICE}.wordprocessingml.document", inline=False, text=True),
        Kind("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", inline=False, text=True),
        Kind("pptx", "PowerPoint", f"{_OFFICE}.presentationml.presentation", inline=False, text=True),
        Kind("html", "HTML", "text/html; charset=utf-8", inline=False, text=True),
        Kind("txt", "Text", "text/plain; charset=utf-8", inline=True, text=True),
        Kind("svg", "SVG picture", "image/svg+xml", inline=False, text=False),
        Kind("png", "PNG picture", "image/png", inline=True, text=False),
        Kind("jpg", "JPEG picture", "image/jpeg", inline=True, text=False),
        Kind("gif", "GIF picture", "image/gif", inline=True, text=False),
        Kind("webp", "WebP picture", "image/webp", inline=True, text=False),
    )
}
