"""The host filter against the addresses at which people open the application."""

import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_value
from insights_cli.app_config.checks.credentials import is_stand_in
from insights_cli.app_config.deployments import SECTION, CannotTell, Deployment, Stage, host_of, is_loopback
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Node, Scalar

FILTER: Final = (SECTION, "hostFilter")
_FLAWS: Final = (
    (r"^\s|\s$", "has white space around it"),
    (r"://", "has a scheme"),
    (r"[*?^$()|\\]", "is a pattern"),
    (r"[,;\s]", "is a list"),
    (r"/", "has a path"),
    (r":\d*$", "has a port"),
    (r"[A-Z]", "has upper-case letters"),
    (r"\.$", "ends with a dot"),
)


def _flaw(text: str) -> str | None:
    return next((words for pattern, words in _FLAWS if re.search(pattern, text)), None)


def bare_host(text: str) -> str:
    """The host name that *text* was likely meant to be."""
    host = text.strip().lower().partition("://")[2] or text.strip().lower()
    return re.split(r"[/:,;\s]", host)[0].strip(".*")


def _misshapen(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    text = deployment.text(*FILTER)
    node = deployment.document.find(FILTER)
    flaw = _flaw(text) if text and not is_stand_in(text) else None
    if text and node is not None and flaw:
        summary = f"hostFilter {flaw}; it is compared with a bare host name"
        yield at_value(node, FILTER, summary, fix=f"hostFilter: {bare_host(text) or 'portal.example.com'}")


def _differs(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    text = deployment.text(*FILTER)
    base = deployment.text("app", "baseUrl")
    node = deployment.document.find(FILTER)
    host = host_of(base) if base else None
    if not text or node is None or host is None or is_stand_in(text) or _flaw(text) or text == host:
        return
    if deployment.stage is not Stage.PRODUCTION and (_is_debugged(deployment) or _is_elsewhere(deployment, subject)):
        return
    place = deployment.document.location(("app", "baseUrl"))
    summary = f"hostFilter is {text}, but people open the application at {host}: the dashboards likely stay empty"
    yield at_value(node, FILTER, summary, label=f"app.baseUrl is at {place}", fix=f"hostFilter: {host}")


def _is_debugged(deployment: Deployment) -> bool:
    try:
        return deployment.is_true(SECTION, "debug")
    except CannotTell:
        return True


def _is_elsewhere(deployment: Deployment, subject: Subject) -> bool:
    """Whether people likely work in another deployment, so that the filter keeps the usage of this one out."""
    others = [each for each in subject.deployments if each is not deployment]
    is_local = deployment.stage is Stage.LOCAL
    return any(
        (is_local and each.stage is not Stage.LOCAL) or each.base_host == deployment.text(*FILTER) for each in others
    )


def _several(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    text = deployment.text(*FILTER)
    node = deployment.document.find(FILTER)
    if not text or node is None or deployment.stage is Stage.LOCAL:
        return
    hosts = {host for host in _public_hosts(deployment) if not is_loopback(host)}
    others = sorted(hosts - {text})
    if len(hosts) > 1 and others:
        summary = f"only {text} passes the hostFilter, but backend.cors.origin likely serves {', '.join(others)} too"
        yield at_value(node, FILTER, summary)


def _public_hosts(deployment: Deployment) -> Iterator[str]:
    node = deployment.document.find(("backend", "cors", "origin"))
    items: list[Node] = getattr(node, "items", [node] if node else [])
    for item in items:
        host = host_of(item.value) if isinstance(item, Scalar) and isinstance(item.value, str) else None
        if host and "*" not in host:
            yield host


RULES: Final = (
    Rule(
        code="IN303",
        title="the host filter is no bare host name",
        severity=Severity.ERROR,
        why="The dashboards show what was captured at exactly this host name; a scheme, a port, a path or a pattern "
        "never equals one.",
        fix="write the host alone, such as portal.example.com",
        bad="backstageInsights:\n  hostFilter: https://portal.example.com\n",
        good="backstageInsights:\n  hostFilter: portal.example.com\n",
        check=_misshapen,
    ),
    Rule(
        code="IN304",
        title="the host filter is not the host of the application",
        severity=Severity.WARNING,
        why="Events carry the host of the browser's address; a filter on another host hides all of them.",
        fix="set hostFilter to the host of app.baseUrl, or remove it",
        bad="app:\n  baseUrl: https://portal.example.com\nbackstageInsights:\n  hostFilter: backstage.example.com\n",
        good="app:\n  baseUrl: https://portal.example.com\nbackstageInsights:\n  hostFilter: portal.example.com\n",
        check=_differs,
        likely=True,
    ),
    Rule(
        code="IN305",
        title="one host filter, several hosts",
        severity=Severity.WARNING,
        why="hostFilter is one host name; usage at any other host of the same application is not shown.",
        fix="redirect the other hosts to one, or remove hostFilter and use debug: true in pre-production",
        bad="app:\n  baseUrl: https://portal.example.com\nbackend:\n  cors:\n"
        "    origin: [https://portal.example.com, https://portal.example.org]\n"
        "backstageInsights:\n  hostFilter: portal.example.com\n",
        good="app:\n  baseUrl: https://portal.example.com\nbackend:\n  cors:\n    origin: https://portal.example.com\n"
        "backstageInsights:\n  hostFilter: portal.example.com\n",
        check=_several,
        likely=True,
    ),
)
