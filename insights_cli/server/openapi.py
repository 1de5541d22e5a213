"""The OpenAPI document of the server; a test holds it against the routes."""

from collections.abc import Mapping

from insights_cli.model.json import JsonValue
from insights_cli.pipeline.decode import BodyLimits

EVENT_PATHS = ("/api/backstage-insights/events", "/events")

_SCALARS: JsonValue = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
}
_SCHEMAS: Mapping[str, JsonValue] = {
    "Event": {
        "type": "object",
        "required": ["action", "subject"],
        "properties": {
            "action": {"type": "string", "minLength": 1, "maxLength": 256},
            "subject": {"type": "string"},
            "value": {"type": ["number", "null"]},
            "attributes": _SCALARS,
            "context": _SCALARS,
        },
    },
    "Wrapper": {
        "type": "object",
        "required": ["event"],
        "properties": {
            "event": {"$ref": "#/components/schemas/Event"},
            "timestamp": {"description": "RFC 3339, or milliseconds since 1970", "type": ["string", "number", "null"]},
        },
    },
    "Item": {"anyOf": [{"$ref": "#/components/schemas/Event"}, {"$ref": "#/components/schemas/Wrapper"}]},
    "Rejection": {
        "type": "object",
        "required": ["index", "code", "message", "path"],
        "properties": {
            "index": {"type": "integer", "minimum": 0},
            "code": {"type": "string"},
            "message": {"type": "string"},
            "path": {"type": "string"},
        },
    },
    "Receipt": {
        "type": "object",
        "required": ["accepted", "rejected"],
        "properties": {
            "accepted": {"type": "integer", "minimum": 0},
            "rejected": {"type": "array", "items": {"$ref": "#/components/schemas/Rejection"}},
        },
    },
    "Error": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "fix": {"type": "string"},
                    "index": {"type": "integer", "minimum": 0},
                },
            },
            "rejected": {"type": "array", "items": {"$ref": "#/components/schemas/Rejection"}},
        },
    },
    "Health": {
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"enum": ["ok", "degraded", "failed", "ready", "stopping", "full"]}},
    },
}
_REASONS = {
    400: "no event of the request is valid, or it is no JSON",
    401: "a sign-in token is needed, or the one that was sent is not accepted",
    403: "the token belongs to no user, or Host or Origin is not allowed",
    408: "the request came too slowly",
    413: "the body, the number of events or one event is too large",
    415: "the content type or encoding is not taken",
    429: "too many tokens were refused",
    431: "the request head is too large",
    503: "full, busy, stopping or without keys; nothing was kept, see Retry-After",
}


def openapi_document(version: str, limits: BodyLimits) -> Mapping[str, JsonValue]:
    """The document, as served at `/openapi.json`."""
    collect: dict[str, JsonValue] = {path: {"post": _collect(path, limits)} for path in EVENT_PATHS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "insights serve", "version": version},
        "paths": {
            **collect,
            "/healthz": {"get": _look("health", "Whether it works; degraded says that the upstream takes nothing.")},
            "/readyz": {"get": _look("readiness", "Whether events are accepted now.")},
            "/metrics": {"get": _metrics()},
            "/openapi.json": {"get": _look("document", "This document.", schema={"type": "object"}, fails=False)},
        },
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"backstage": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _collect(path: str, limits: BodyLimits) -> JsonValue:
    item: JsonValue = {"$ref": "#/components/schemas/Item"}
    many: JsonValue = {"type": "array", "maxItems": limits.most_events, "items": item}
    whole: JsonValue = {
        "anyOf": [item, many, {"type": "object", "required": ["events"], "properties": {"events": many}}]
    }
    return {
        "operationId": "collect" if path == EVENT_PATHS[0] else "collectShort",
        "summary": "Accept events; the answer comes when they are on stable storage.",
        "security": [{"backstage": []}, {}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": whole}, "text/plain": {"schema": {"type": "string"}}},
        },
        "responses": {
            "202": _json("accepted, maybe not all", {"$ref": "#/components/schemas/Receipt"}),
            **{str(status): _error(words) for status, words in _REASONS.items()},
        },
    }


def _look(name: str, words: str, *, schema: JsonValue = None, fails: bool = True) -> JsonValue:
    shape = schema or {"$ref": "#/components/schemas/Health"}
    bad: dict[str, JsonValue] = {"503": _json("not so", shape)} if fails else {}
    return {
        "operationId": name,
        "summary": words,
        "responses": {"200": _json("the answer", shape), "403": _error(_REASONS[403]), **bad},
    }


def _metrics() -> JsonValue:
    return {
        "operationId": "metrics",
        "summary": "Counts and gauges in Prometheus' text format.",
        "responses": {
            "200": {"description": "metrics", "content": {"text/plain": {"schema": {"type": "string"}}}},
            "403": _error(_REASONS[403]),
        },
    }


def _json(words: str, schema: JsonValue) -> JsonValue:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _error(words: str) -> JsonValue:
    return _json(words, {"$ref": "#/components/schemas/Error"})
