"""What a TLS handshake says, in words."""

import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from insights_cli.tokens.trial import Step, StepFailedError, StepState, failure, passed

# The numbers are OpenSSL's X509_V_ERR_*.
_EXPIRED, _NOT_YET, _WRONG_NAME, _WRONG_ADDRESS = 10, 9, 62, 64
_UNKNOWN_ISSUERS = {
    18: "is self-signed",
    19: "ends in a self-signed certificate that is not trusted here",
    20: "was issued by somebody unknown here",
    21: "cannot be verified: the chain is incomplete",
}
_SOON = timedelta(days=14)
_COMPANY_CA = "if it is your company's own: export SSL_CERT_FILE=/path/to/ca.pem"


def tls_failure(host: str, error: Exception, name: str) -> StepFailedError:
    """Why the handshake with *host* failed, as the failure of the step *name*."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _untrusted(host, error, name)
    if isinstance(error, ssl.SSLError) and "WRONG_VERSION" in str(error):
        return failure(name, f"{host} does not speak TLS on this port", fix="check the port, or use an http:// URL")
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        reason = str(getattr(error, "reason", None) or "handshake failed").lower().replace("_", " ")
        return failure(name, f"{host}: {reason}", fix="check what is between here and the host")
    if isinstance(error, OSError):
        text = f"{host} closed the connection during the handshake"
        return failure(name, text, fix="a firewall or proxy may do this: check the way", is_retryable=True)
    return failure(name, f"{host} is no name that a certificate can have", fix="check the URL")


def certificate_words(certificate: Mapping[str, Any], version: str, name: str, now: datetime) -> Step:
    """A handshake that went well: protocol, issuer, and the end of the certificate's life; a near end is a warning."""
    issuer = dict(_pairs(certificate.get("issuer", ())))
    by = issuer.get("organizationName") or issuer.get("commonName")
    text = f"{version}{f', certificate by {by}' if by else ''}"
    if "notAfter" not in certificate:
        return passed(name, text)
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    text = f"{text}, valid until {until:%Y-%m-%d}"
    if until - now > _SOON:
        return passed(name, text)
    return Step(name=name, state=StepState.WARN, text=f"{text}, which is soon", fix="tell the operator of the service")


def _pairs(name: Any) -> Iterator[tuple[str, str]]:
    for part in name:
        yield from part


def _untrusted(host: str, error: ssl.SSLCertVerificationError, name: str) -> StepFailedError:
    code = error.verify_code
    if code in (_EXPIRED, _NOT_YET):
        text = f"the certificate of {host} {'has expired' if code == _EXPIRED else 'is not valid yet'}"
        fix = "check this machine's clock; else its operator has to renew it"
        return failure(name, text, fix=fix, is_retryable=True)
    if code in (_WRONG_NAME, _WRONG_ADDRESS):
        text = f"the certificate is for another name than {host}"
        return failure(name, text, fix="check the host in the URL; a proxy or portal may answer in its place")
    reason = _UNKNOWN_ISSUERS.get(code, f"is not accepted: {error.verify_message}")
    return failure(name, f"the certificate of {host} {reason}", fix=_COMPANY_CA)
