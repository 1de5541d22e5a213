"""What an HTTP answer says about a token; pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from insights_cli.model.http_time import parse_http_date, parse_retry_after
from insights_cli.tokens.trial import Step, StepState, Verdict, passed

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
# Signed requests and tokens are commonly judged with a minute or five of tolerance.
_NOTEWORTHY_SKEW = timedelta(seconds=60)
_RETRYABLE = frozenset((408, 425, 429, 500, 502, 503, 504))
_KEEP = "keep the token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The parts of an answer that matter; header values are empty when absent, *body* is its first few hundred bytes.

    *is_proven* is false when something on the way could have answered instead: plain HTTP through a proxy.
    """

    status: int
    content_type: str = ""
    body: bytes = b""
    date: str = ""
    retry_after: str = ""
    location: str = ""
    is_proven: bool = True

    @property
    def is_page(self) -> bool:
        """Whether this is a page for people, as captive portals send."""
        return "html" in self.content_type.lower() or _HTML.match(self.body) is not None


def judge(answer: Answer, now: datetime) -> tuple[Verdict, Step]:
    """Accept on 2xx that is no page, reject on 401 and 403 of the service itself, and know nothing otherwise."""
    status = answer.status
    if status in (401, 403) and answer.is_proven:
        fix = "create a new token, then: insights token set"
        return Verdict.REJECTED, Step(name="auth", state=StepState.FAIL, text=f"HTTP {status}", fix=fix)
    if 200 <= status < 300 and not answer.is_page:
        return Verdict.ACCEPTED, passed("auth", f"HTTP {status}")
    text, fix = _explain(answer, now)
    is_retryable = status in _RETRYABLE or status == 511 or (status == 200 and answer.is_page)
    step = Step(name="auth", state=StepState.FAIL, text=f"HTTP {status}: {text}", fix=fix, is_retryable=is_retryable)
    return Verdict.UNVERIFIED, step


def _explain(answer: Answer, now: datetime) -> tuple[str, str]:
    match answer.status:
        case 401 | 403:
            return "but a proxy on the way may have answered", f"{_KEEP}; test again with an https URL"
        case 404 | 410:
            return "there is nothing at this address", f"{_KEEP}; check the path of the URL"
        case 405 | 501:
            return "the address does not answer this method", f"{_KEEP}; try --method POST, which sends an empty batch"
        case 407:
            return "the proxy wants a user and a password", f"{_KEEP}; put them into the proxy's URL"
        case 429:
            wait = retry_after_s(answer, now)
            return "too many requests", f"{_KEEP}; wait{f' {wait} s' if wait is not None else ''} and test again"
        case 511:
            return "the network wants you to sign in", f"{_KEEP}; sign in to the network with a browser"
        case status if 300 <= status < 400:
            where = f"to {host}" if (host := _host(answer.location)) else "somewhere else"
            return (
                f"it sends {where}, where the token was not taken",
                f"{_KEEP}; sign in to the network, or mend the URL",
            )
        case status if status >= 500:
            return "the service, or a gateway before it, has a problem", f"{_KEEP}; test again later"
        case status if status < 300:
            return "a web page, as captive portals and sign-in pages send", f"{_KEEP}; check the network and the URL"
        case _:
            return "an answer that says nothing about the token", f"{_KEEP}; check the URL"


def _host(location: str) -> str | None:
    try:
        return urlsplit(location).hostname
    except ValueError:
        return None


def retry_after_s(answer: Answer, now: datetime) -> int | None:
    """The seconds that a Retry-After header asks for, given as a number or as a date."""
    wait = parse_retry_after(answer.retry_after, now=now)
    return None if wait is None else round(wait.total_seconds())


def clock_step(answer: Answer, now: datetime) -> Step:
    """Compare this machine's clock with the Date of the answer, which has whole seconds."""
    at = parse_http_date(answer.date)
    if at is None:
        return Step(name="clock", state=StepState.SKIPPED, text="the answer has no date")
    skew = now - at
    if abs(skew) < _NOTEWORTHY_SKEW:
        return passed("clock", "agrees with the service")
    text = f"this machine is {_words(abs(skew))} {'ahead of' if skew > timedelta() else 'behind'} the service"
    return Step(name="clock", state=StepState.WARN, text=text, fix="set the clock, for example by NTP")


def _words(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
