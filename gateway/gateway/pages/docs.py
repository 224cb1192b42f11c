"""The API's description as a page."""

from gateway.api.document import merged
from gateway.panels import page

METHODS = ("get", "post", "put", "patch", "delete")


@page("/docs", "docs.html", cache_for_visitors=True)
def docs():
    """Every public operation, by service and noun."""
    document = merged()
    groups: dict[str, list[dict[str, object]]] = {}
    for path, operations in document["paths"].items():
        shared = operations.get("parameters", [])
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                groups.setdefault((operation.get("tags") or ["other"])[0], []).append(
                    _shown(document, path, method, operation, shared)
                )
    described = {tag["name"]: tag["description"] for tag in document["tags"]}
    return {
        "about": document["info"]["description"],
        "groups": [
            {"name": name, "about": described.get(name, ""), "operations": groups[name]} for name in sorted(groups)
        ],
    }


def _shown(document, path, method, operation, shared):
    parameters = [_found(document, each) for each in [*shared, *operation.get("parameters", [])]]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "method": method.upper(),
        "path": path,
        "about": operation.get("summary") or operation.get("description", ""),
        "by": " or ".join(operation.get("x-policy", [])),
        "parameters": [
            {"name": each["name"], "where": each["in"], "required": each.get("required", False)} for each in parameters
        ],
        "fields": _fields(document, body),
        "statuses": [status for status in operation.get("responses", {}) if status != "default"],
    }


def _fields(document, schema):
    schema = _found(document, schema or {})
    required = schema.get("required", [])
    return [
        {"name": name, "type": _type(document, value), "required": name in required}
        for name, value in schema.get("properties", {}).items()
    ]


def _type(document, schema):
    found = _found(document, schema)
    kind = found.get("type", "object")
    words = [each for each in kind if each != "null"] if isinstance(kind, list) else [kind]
    if words == ["array"]:
        return f"list of {_type(document, found.get('items', {}))}"
    most = found.get("maxLength")
    return " or ".join(words) + (f", at most {most:,} characters" if most else "")


def _found(document, schema):
    """What a reference stands for."""
    reference = schema.get("$ref", "")
    if not reference.startswith("#/components/"):
        return schema
    _, _, kind, name = reference.split("/", 3)
    return document["components"].get(kind, {}).get(name, {})
