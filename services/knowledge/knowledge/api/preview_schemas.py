"""What a preview takes and gives."""

from marshmallow import fields

from knowledge.api.schemas import BODY
from portalkit.web import Schema
from portalkit.web.schemas import text


class PreviewText(Schema):
    """A text as it is written."""

    body = text(BODY, 0)


class Preview(Schema):
    """The same as its readers would have it."""

    html = fields.String()
