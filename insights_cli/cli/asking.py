"""Ask the inspector's API of a server that runs on this machine; its key stands in a file for its owner alone."""

import json
import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.cli.serve.files import Address, addresses
from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret

KEY_VARIABLE = "INSIGHTS_INSPECTOR_KEY"
_START = "insights serve --auth none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and the key of its inspector."""

    url: str
    key: Secret

    def get(self, path: str, query: dict[str, str]) -> Any:
        """What the API answers; raises InsightsError SV010 or SV011."""
        import httpx

        headers = {"x-insights-key": self.key.reveal()}
        try:
            answer = httpx.get(f"{self.url}/_insights/api/{path}", params=query, headers=headers, timeout=90)
        except (httpx.HTTPError, httpx.InvalidURL) as failed:
            raise InsightsError("SV010", f"no server answers at {self.url}", fix=_START) from failed
        if answer.status_code != 200:
            words = _words(answer.text) or f"HTTP {answer.status_code}"
            raise InsightsError("SV011", f"the server refused: {words}", notes=(("status", str(answer.status_code)),))
        return answer.json()


def _words(text: str) -> str:
    try:
        found = json.loads(text)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return str(found)


def find_server(invocation: Invocation, given: str | None) -> Server:
    """The server that is *given* as a link or an address, else the one that runs here.

    Raises InsightsError SV010 where there is none, or SV012 where nobody knows its key or several run.
    """
    known = [each for each in addresses(own_paths(invocation).state) if _runs(each)]
    if given is None:
        if not known:
            raise InsightsError("SV010", "no insights serve runs here", fix=_START)
        if len(known) > 1:
            shown = ", ".join(each.url for each in known)
            raise InsightsError("SV012", f"several servers run here: {shown}", fix=f"--server {known[0].url}")
        return Server(url=known[0].url, key=known[0].key)
    parts = urlsplit(given if "://" in given else f"http://{given}")
    url = f"{parts.scheme}://{parts.netloc}"
    key = next(iter(parse_qs(parts.query).get("key", [])), "") or invocation.runtime.environ.get(KEY_VARIABLE, "")
    if key:
        return Server(url=url, key=Secret(key))
    for each in known:
        if urlsplit(each.url).port == parts.port:
            return Server(url=url, key=each.key)
    raise InsightsError(
        "SV012", f"the key of the inspector at {url} is not known", fix=f"--server LINK, or {KEY_VARIABLE}"
    )


def _runs(address: Address) -> bool:
    try:
        os.kill(address.pid, 0)
    except OSError:
        return False
    return True
