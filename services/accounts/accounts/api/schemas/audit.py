"""The audit log."""

from marshmallow import fields, validate

from portalkit.web.schemas import PageQuery, Schema


class RecordSchema(Schema):
    """One record of the audit log."""

    seq = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    action = fields.String(required=True)
    object = fields.String(required=True)
    detail = fields.Dict(required=True)
    requestid = fields.String(required=True, allow_none=True)
    hash = fields.String(required=True)


class NamedRecordSchema(RecordSchema):
    """A record with the names of the people and audiences in it, as they are called now."""

    actor_name = fields.String(required=True, allow_none=True)
    object_name = fields.String(required=True, allow_none=True)


class AuditSchema(Schema):
    """A page of the audit log."""

    items = fields.List(fields.Nested(RecordSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ChainSchema(Schema):
    """What a look at the chain found: from which record on it was looked at, the last one, and the fault if any."""

    first = fields.Integer(required=True)
    last = fields.Integer(required=True)
    hash = fields.String(required=True)
    fault = fields.String(required=True, allow_none=True)


class AuditPageSchema(Schema):
    """The audit log for the page of administrators."""

    items = fields.List(fields.Nested(NamedRecordSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    actions = fields.List(fields.String(), required=True)
    chain = fields.Nested(ChainSchema, required=True)


class AuditQuery(PageQuery):
    """Which records: of that object, by that person, of that act (`knowledge.*`: of that service), from day to day."""

    object = fields.String(load_default=None, validate=validate.Length(1, 64))
    actor = fields.String(load_default=None, validate=validate.Length(1, 64))
    action = fields.String(load_default=None, validate=validate.Length(1, 60))
    first_day = fields.Date(load_default=None)
    last_day = fields.Date(load_default=None)


class AuditPageQuery(AuditQuery):
    """The same for the page, and for a file of what it shows."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 1000))
