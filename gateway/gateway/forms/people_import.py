"""People from a file: looked at, the errors as a file, and the import, which does what was shown.

Nothing is kept here in between: the page carries the file along, and a proof of which columns were looked at.
"""

import hashlib
import hmac

from flask import request

from gateway.forms.form import form
from gateway.pages.staff_people_import import people_import
from gateway.people_file import FIELDS, MOST_BYTES, PACKED, guess, pack, read, understand, unpack
from gateway.responses import done
from gateway.service_words import told
from gateway.spreadsheets import csv_file
from gateway.upstream import people
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import _
from portalkit.ids import new_id

AT_ONCE = 100  # lines that go into one transaction, for which others wait
PATIENCE = 120.0  # seconds for a whole file
SHOWN = 100  # lines with an error that the page shows
SAMPLE = 5
TAKES = ("do", "file", *FIELDS)


@form("/staff/people/import", by="administrator", takes=TAKES, again=people_import, carries=PACKED)
def import_people(sent):
    """What the pressed button says: look at the file, take its errors along, or do it."""
    act = {"errors": _errors_as_file, "import": _import}.get(sent["do"], _look)
    return act(sent)


def _look(sent):
    return _show(*_looked(sent))


def _errors_as_file(sent):
    file, where = _looked(sent)[1:3]
    heads = [_("Line"), _("Column"), _("Content"), _("What is wrong")]
    return csv_file("import-errors", heads, (error.values() for error in _errors(file, where)))


def _import(sent):
    """Do what was shown. Lines that have an error do nothing."""
    content, file, where = _read(sent)
    if not hmac.compare_digest(request.form.get("looked", "").encode(), _seal(content, where).encode()):
        return _look(sent)  # the columns are others now: first it is shown what they do
    good = [line for line in file.lines if not line.errors]
    import_id, caller = new_id(), visit().services.afresh(PATIENCE)
    counts = dict.fromkeys(("created", "changed", "unchanged", "refused"), 0)
    counts["refused"] = len(file.lines) - len(good)
    for begin in range(0, len(good), AT_ONCE):
        part = good[begin : begin + AT_ONCE]
        try:
            answer = people.bring_in(caller, import_id, [line.says for line in part], begin + AT_ONCE >= len(good))
        except (Refusal, Unanswered):
            if not begin:
                raise
            stopped = _(
                "It stopped before line %(number)s. Send the file again: what is done stays.", number=part[0].number
            )
            return done("/staff/people/import", f"{_said(counts)} {stopped}")
        for item in answer["items"]:
            counts[item["outcome"]] += 1
    return done("/staff/people/import", _said(counts))


def _said(counts):
    return _(
        "%(created)s added, %(changed)s changed, %(unchanged)s as they were, %(refused)s left out for errors.", **counts
    )


def _read(sent):
    """The bytes of the file that was chosen, or else came along, what it says, and which column is what."""
    chosen = request.files.get("file")
    fresh = chosen is not None and bool(chosen.filename)
    content = chosen.stream.read(MOST_BYTES + 1) if fresh else unpack(request.form.get("content", ""))
    file = read(content)
    numbers = {name: int(sent[name]) for name in FIELDS if sent[name].isascii() and sent[name].isdigit()}
    where = guess(file.columns) if fresh else {n: at for n, at in numbers.items() if at < len(file.columns)}
    understand(file, where)
    return content, file, where


def _looked(sent):
    content, file, where = _read(sent)
    if "email" in where:
        good = [line for line in file.lines if not line.errors]
        caller = visit().services.afresh(PATIENCE)
        outcomes = []
        for begin in range(0, len(good), AT_ONCE):
            part = [line.says for line in good[begin : begin + AT_ONCE]]
            outcomes += people.look(caller, part)["items"]
        for line, outcome in zip(good, outcomes, strict=True):
            line.errors = {name: told(text) for name, text in outcome["errors"].items()}
        kinds = [outcome["outcome"] for outcome in outcomes]
    else:
        kinds = []
    return content, file, where, kinds


def _show(content, file, where, kinds):
    errors = _errors(file, where)
    counts = {kind: kinds.count(kind) for kind in ("created", "changed", "unchanged")}
    looked = {
        "content": pack(content),
        "seal": _seal(content, where),
        "columns": file.columns,
        "where": where,
        "guessed": file.guessed,
        "lines": len(file.lines),
        "sample": [line.says for line in sorted(file.lines, key=_is_plain)[:SAMPLE]],
        "counts": counts | {"refused": sum(bool(line.errors) for line in file.lines)},
        "errors": errors[:SHOWN],
        "more": max(0, len(errors) - SHOWN),
    }
    fault = {} if "email" in where else {"email": _("Choose the column of the e-mail addresses.")}
    return people_import.again(422 if fault else 200, fault, {}, {"looked": looked})


def _is_plain(line):
    """Whether its letters are the same in every encoding; the others say whether the right one was found."""
    return all(cell.isascii() for cell in line.cells)


def _errors(file, where):
    found = []
    for line in file.lines:
        for name, text in line.errors.items():
            at = where.get(name)
            cell = line.cells[at].strip()[:100] if at is not None and at < len(line.cells) else ""
            column = file.columns[at] if at is not None else _(FIELDS[name]) if name in FIELDS else ""
            found.append({"line": line.number, "column": column, "content": cell, "text": text})
    return found


def _seal(content, where):
    """What the import is held against: the very bytes, and what each column was when they were looked at."""
    columns = ",".join(f"{name}:{where[name]}" for name in FIELDS if name in where)
    return hashlib.sha256(columns.encode() + b"\n" + content).hexdigest()
