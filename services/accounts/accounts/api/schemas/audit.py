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


class AuditSchema(Schema):
    """A page of the audit log."""

    items = fields.List(fields.Nested(RecordSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class AuditQuery(PageQuery):
    """Which records."""

    object = fields.String(load_default=None, validate=validate.Length(1, 64))
