"""A file of people (CSV): its letters, its columns, and what each line says in the words of the portal."""

import base64
import binascii
import codecs
import csv
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gateway.words import N_, _
from portalkit.errors import Invalid

MOST_LINES = 5_000
MOST_BYTES = 2_000_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000
PACKED = 3_000_000  # characters that a file of MOST_BYTES takes in a page, however little it shrinks
SEPARATORS = (",", ";", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
FIELDS = {
    "email": N_("E-mail"),
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "country": N_("Country"),
    "region": N_("Region"),
    "products": N_("Products"),
    "kind": N_("Kind"),
    "grade": N_("Grade"),
    "locale": N_("Language"),
}
HEADS = {  # what a column may be called, in small letters and without what is no letter
    "email": "email emailaddress mail mailaddress emailadresse mailadresse adressederemail",
    "name": "name fullname displayname person vollstaendigername vollername anzeigename kontakt contact",
    "organisation": "organisation organization company customer account firma unternehmen kunde verein verband",
    "country": "country countrycode land laendercode laenderkuerzel",
    "region": "region area gebiet",
    "products": "products product produkte produkt geraete geraet devices",
    "kind": "kind type art typ personenart",
    "grade": "grade level stufe grad mitgliedsstufe",
    "locale": "language locale lang sprache",
}
KINDS = {"customer": "customer kunde kundin", "staff": "staff mitarbeiter mitarbeiterin personal"}
LANGUAGES = {"en": "english englisch", "de": "german deutsch"}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(slots=True)
class Line:
    """A line of the file: where it begins, what it says, and what is wrong with it by field."""

    number: int
    cells: list[str]
    says: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What was found in the bytes of a file."""

    columns: list[str]
    lines: list[Line]
    separator: str
    guessed: bool  # that its letters are those of Western European Windows


def read(content: bytes) -> PeopleFile:
    """The columns and lines of a file. Raises Invalid for what is none, or too much."""
    if len(content) > MOST_BYTES:
        raise _wrong(_("This file is too large: %(most)s MB at most.", most=MOST_BYTES // 1_000_000))
    text, guessed = _decoded(content)
    marked = re.match(r"sep=(.)\r?\n", text)  # a line that spreadsheets write for themselves
    skipped = 1 if marked else 0
    text = text[marked.end() :] if marked else text
    separator = _separator(text)
    rows = list(_rows(text, separator, skipped))
    if len(rows) < 2:
        raise _wrong(_("This file has no lines below the names of its columns."))
    if len(rows) - 1 > MOST_LINES:
        raise _wrong(_("This file has %(there)s lines: %(most)s at most.", there=len(rows) - 1, most=MOST_LINES))
    columns = [cell.strip()[:100] for cell in rows[0].cells]
    if len(columns) > MOST_COLUMNS:
        raise _wrong(_("This file has too many columns: %(most)s at most.", most=MOST_COLUMNS))
    return PeopleFile(columns, rows[1:], separator, guessed)


def guess(columns: list[str]) -> dict[str, int]:
    """Which column is which field, by what it is called; the first that fits."""
    found: dict[str, int] = {}
    for number, head in enumerate(columns):
        plain = _plain(head)
        name = next((name for name, heads in HEADS.items() if plain in heads.split()), None)
        if name and name not in found:
            found[name] = number
    return found


def understand(file: PeopleFile, where: dict[str, int]) -> None:
    """Read each line by what its columns are; an empty cell says nothing."""
    seen: dict[str, int] = {}
    for line in file.lines:
        if len(line.cells) > len(file.columns):
            line.errors["form"] = _("This line has more cells than there are columns.")
        for name, number in where.items():
            cell = line.cells[number].strip() if number < len(line.cells) else ""
            if len(cell) > LONGEST_CELL:
                line.errors[name] = _("This cell is too long.")
            elif cell or name == "email":
                line.says[name] = _value(name, cell)
        email = line.says.get("email", "").lower()
        if email in seen and email:
            line.errors["email"] = _("Line %(number)s has the same address.", number=seen[email])
        seen.setdefault(email, line.number)


def pack(content: bytes) -> str:
    """A file as a field of a form carries it along."""
    return base64.b64encode(zlib.compress(content)).decode()


def unpack(text: str) -> bytes:
    """The file that a field carried. Raises Invalid for what `pack` did not make."""
    try:
        press = zlib.decompressobj()
        content = press.decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as fault:
        raise _wrong(_("Choose a file.")) from fault
    if not press.eof and len(content) <= MOST_BYTES:
        raise _wrong(_("Choose a file."))
    return content


def _wrong(text: str) -> Invalid:
    return Invalid({"file": [text]})


def _decoded(content: bytes) -> tuple[str, bool]:
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    pairs = content[:200]
    if marked is None and pairs[1::2].count(0) > len(pairs) // 4:
        marked = "utf-16-le"
    for name in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name == "cp1252"
    raise _wrong(_("This is no text: save it as CSV (UTF-8)."))


def _separator(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(SEPARATORS, key=head.count)


def _rows(text: str, separator: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(begins + skipped, cells)
            begins = reader.line_num + 1
    except csv.Error as fault:
        said = _("Line %(number)s cannot be read: look at its quotation marks.", number=begins + skipped)
        raise _wrong(said) from fault


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().translate(UMLAUTS))


def _value(name: str, cell: str) -> Any:
    if name == "products":
        return list(dict.fromkeys(each.strip() for each in re.split(r"[,;|\n]", cell) if each.strip()))
    if name == "country":
        return cell.upper()
    known = {"kind": KINDS, "locale": LANGUAGES}.get(name, {})
    plain = _plain(cell)
    return next((value for value, words in known.items() if plain == value or plain in words.split()), cell)
