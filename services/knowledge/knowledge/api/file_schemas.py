"""What the routes of files take and give."""

from marshmallow import fields, validate

from knowledge.api.history_schemas import ArticleHead
from knowledge.api.schemas import LAST_NUMBER, Named, Person, moment
from knowledge.model.file import TEXT_STATES
from portalkit.documents.kinds import KINDS
from portalkit.web import Schema
from portalkit.web.schemas import choice, identifier


class FileName(Schema):
    """The name under which a file comes; what is unfit for a name is taken out of it."""

    name = fields.String(required=True, validate=validate.Length(0, 1000))


class NewVersion(FileName):
    """The same, and the version of the file that was read."""

    version = fields.Integer(required=True, validate=validate.Range(1, LAST_NUMBER))


class FileSchema(Schema):
    """A file as its editors have it."""

    id = fields.String()
    article_id = fields.String()
    name = fields.String()
    kind = choice(*KINDS)
    size = fields.Integer()
    version = fields.Integer()


class ListedFile(Schema):
    """A file as its article's page lists it: `label` is its kind in words, `size` in bytes."""

    id = fields.String()
    name = fields.String()
    kind = choice(*KINDS)
    label = fields.String()
    size = fields.Integer()


class OpenedFile(ListedFile):
    """A file as it is opened; `inline` says whether a browser may show it by itself."""

    version_id = fields.String()
    type = fields.String()
    inline = fields.Boolean()
    sha256 = fields.String()
    saved_at = moment()


class PieceQuery(Schema):
    """Which bytes: of this version of the file, from `start`, at most as many as go in one answer."""

    version_id = identifier()
    start = fields.Integer(load_default=0, validate=validate.Range(0, 2**40))


class WhichPage(Schema):
    """Which page."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, LAST_NUMBER))


class FileHead(ListedFile):
    """A file as its page shows it, and what became of its text."""

    inline = fields.Boolean()
    text_state = choice(*TEXT_STATES)
    saved_at = moment()


class PageText(Schema):
    """The text of one page; `label` is its name where pages have names."""

    number = fields.Integer()
    label = fields.String(allow_none=True)
    text = fields.String()


class FilePage(Schema):
    """A page of a file's text, beside its article."""

    file = fields.Nested(FileHead)
    article = fields.Nested(Named)
    trail = fields.List(fields.Nested(Named))
    page = fields.Nested(PageText)
    pages = fields.Integer()


class VersionView(Schema):
    """One content that a file had."""

    id = fields.String()
    number = fields.Integer()
    name = fields.String()
    kind = choice(*KINDS)
    label = fields.String()
    size = fields.Integer()
    author = fields.Nested(Person)
    saved_at = moment()
    text_state = choice(*TEXT_STATES)


class StaffFile(Schema):
    """A file with its history, newest first."""

    id = fields.String()
    version = fields.Integer()
    removed_at = moment(allow_none=True)
    versions = fields.List(fields.Nested(VersionView))


class StaffFiles(Schema):
    """An article's files as they are looked after; `most` is how many bytes one may have.

    `edit`: this viewer may attach, replace and remove them.
    """

    article = fields.Nested(ArticleHead)
    edit = fields.Boolean()
    files = fields.List(fields.Nested(StaffFile))
    most = fields.Integer()


class FileList(Schema):
    """The files of an article."""

    items = fields.List(fields.Nested(ListedFile))
