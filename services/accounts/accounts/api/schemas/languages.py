"""The language that one reads in, as JSON."""

from marshmallow import Schema, fields, validate

from accounts.api.schemas.doors import LOCALE


class LanguageSchema(Schema):
    """A language, such as en or pt-BR."""

    locale = fields.String(required=True, validate=validate.Regexp(LOCALE, error="Write a language, such as en."))
