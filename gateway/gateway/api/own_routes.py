"""The description of the routes that the gateway answers itself."""

from typing import Any

TEXT = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "description": "A problem.",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "slug"],
                "properties": {
                    "type": TEXT,
                    "title": TEXT,
                    "status": {"type": "integer"},
                    "slug": TEXT,
                    "detail": TEXT,
                    "instance": TEXT,
                    "errors": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
                },
            }
        }
    },
}
CREDENTIALS: dict[str, Any] = {
    "type": "object",
    "required": ["email", "password"],
    "additionalProperties": False,
    "properties": {
        "email": {"type": "string", "minLength": 1, "maxLength": 254},
        "password": {"type": "string", "minLength": 1, "maxLength": 1024, "format": "password"},
        "code": {"type": "string", "maxLength": 60, "description": "Of the account's app, if it has one."},
    },
}
STARTED: dict[str, Any] = {
    "type": "object",
    "required": ["token", "id", "user"],
    "properties": {
        "token": {"type": "string", "description": "The bearer token; it is shown here and never again."},
        "id": TEXT,
        "user": {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}},
    },
}
SECURITY: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}}
OWN_PATHS: dict[str, Any] = {
    "/api/accounts/v1/sessions": {
        "post": {
            "tags": ["accounts: sessions"],
            "summary": "Sign in with e-mail address and password; the answer holds the bearer token.",
            "x-policy": ["anyone"],
            "requestBody": {"required": True, "content": {"application/json": {"schema": CREDENTIALS}}},
            "responses": {
                "201": {"description": "Done.", "content": {"application/json": {"schema": STARTED}}},
                "default": PROBLEM,
            },
        },
        "delete": {
            "tags": ["accounts: sessions"],
            "summary": "End the session whose token is sent.",
            "x-policy": ["member"],
            "security": [{"bearer": []}],
            "responses": {"204": {"description": "Done."}, "default": PROBLEM},
        },
    }
}
