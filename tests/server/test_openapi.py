"""The document describes what the server does."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from insights_cli.pipeline.decode import BodyLimits
from insights_cli.server.openapi import EVENT_PATHS, openapi_document
from tests.server.running import running

DOCUMENT: Any = openapi_document("1", BodyLimits())
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)


def test_every_route_is_described_and_every_description_has_a_route() -> None:
    """Asked with the right method each path exists."""
    with running() as server:
        found: Mapping[str, Any] = httpx.get(f"{server.url}/openapi.json").json()["paths"]
        for path, operations in found.items():
            for method in operations:
                assert httpx.request(method, f"{server.url}{path}").status_code not in (404, 405)
        app: Any = server.service._listener._config.app
        served = {route.path for route in app._rest.routes}
    assert set(found) == served | set(EVENT_PATHS)


@pytest.fixture(scope="module")
def url() -> Any:
    """A server for all cases."""
    with running() as server:
        yield server.url
        assert server.bugs == []


@SCHEMA.parametrize()
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_the_server_keeps_to_the_document(case: Any, url: str) -> None:
    """Whatever is sent, status, type and body of the answer are described; nothing is a server error."""
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    case.call_and_validate(base_url=url, checks=checks)
