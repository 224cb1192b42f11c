"""Lines of a file of people."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import LOCALE
from accounts.api.schemas.people import AttributesSchema
from accounts.model.user import KINDS
from portalkit.web.schemas import Schema, identifier, text

AT_ONCE = 200
LONGEST = 2000  # characters of a cell; each field says how long it may really be
OUTCOMES = ("created", "changed", "unchanged", "refused")


def cell() -> fields.String:
    """A cell as it came; whether it is good is said of its line."""
    return fields.String(validate=validate.Length(0, LONGEST))


class LineSchema(Schema):
    """A line as it came. What it leaves out stays as it is."""

    email = cell()
    name = cell()
    organisation = cell()
    country = cell()
    region = cell()
    grade = cell()
    kind = cell()
    locale = cell()
    products = fields.List(cell(), validate=validate.Length(0, LONGEST))


class GoodLineSchema(Schema):
    """A line in which every cell is as it should be."""

    email = text(254)
    name = text(100, required=False)
    organisation = text(200, required=False)
    kind = fields.String(validate=validate.OneOf(KINDS))
    locale = fields.String(validate=validate.Regexp(LOCALE, error="Write a language, such as en."))
    attributes = fields.Nested(AttributesSchema)


class LinesSchema(Schema):
    """Some lines of a file."""

    items = fields.List(fields.Nested(LineSchema), required=True, validate=validate.Length(1, AT_ONCE))


class ImportLinesSchema(LinesSchema):
    """Some lines of a file: `import_id` is the same for all its parts, `last` says that no more come."""

    import_id = identifier()
    last = fields.Boolean(required=True, truthy={True}, falsy={False})


class LineOutcomeSchema(Schema):
    """What becomes of a line, and what is wrong with it by field."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    errors = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class LineOutcomesSchema(Schema):
    """What becomes of all of them, in their order."""

    items = fields.List(fields.Nested(LineOutcomeSchema), required=True)
