"""Time the detectors on values made to be slow, at 10 kB and at twice that.

python tests/benchmarks/redaction_hostile.py [--bytes 10000]
"""

import argparse
import time

from insights_cli.redact.redactor import Redactor

PIECES = (
    "a", "A", "1", "@", ".", ":", "/", "-", "_", " ", "=", "%", "&", "+", "#", "(", "<", "[", "~", "\xe9",
    "\u4e2d", "\u200b", "a@", "@a.", "a.", "a@a.", "a.a@a.a ", "1.", "1.1.1.1.", "1-", "1 ", "1:", "a:", "::",
    "f:f:", "Aa ", "Aa Bb, ", "Aa-", "van ", "user:", "user:a/", "://", "://a:b@", "http://a:", "eyJ", "eyJ.",
    "eyJhbGci.", "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "ghp_", "xox", "xoxb-1-", "sk-", "AKIA", "key=",
    "password", "password=", "token: ", "api_key ", "access key ", "Bearer ", "by ", "maintained by ", "owner: ",
    "Calle ", "Street ", "12 Aa ", "1 Main Street, ", "ulica Aa ", "DE12", "DE12 3456 ", "4111 ",
    "4111111111111111 ", "+49", "+49 ", "00 ", "call 1", "tel:1", "SSN ", "DNI 1", "cn=a,", "uid=", "/home/",
    "/users/a/", "{{", "${", "<@U", "\\u0040", "\\n", "%40", "%25", "&#64;", "&amp;", "[at]", " at ", " dot ",
    "a [at] b [dot] ", "_at_", "a-at-b.", "{\"a\":\"", "office: ", "Aa\n", "a\u0301", "\uff41", "\u1100",
    "acme_", "aA0_", "s.", "Aa 1, ", "Aa 12, 10115 ", "Aa Aa 1/2, 12-345 Aa ", "curl -u ", "curl -u a:",
    "\u62c5\u5f53\u306f", "\u7531\u5f20", "\u0915\u093e ", "owned by ", "Jane Doe, ", "a, b, ", "passport ", "PAN ",
    "(0", "0-1 ", "via Aa 1 ",
)  # fmt: skip


def cpu_seconds(redactor: Redactor, value: str, rounds: int) -> float:
    """The best of *rounds*."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        redactor.spans("metadata.description", value)
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print the slowest pieces and how time grows when the value is twice as long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--show", type=int, default=12)
    options = parser.parse_args()
    redactor = Redactor()
    results = []
    for piece in PIECES:
        once, twice = ((piece * size)[:size] for size in (options.bytes, 2 * options.bytes))
        short = cpu_seconds(redactor, once, options.rounds)
        results.append((short, cpu_seconds(redactor, twice, options.rounds) / short, piece))
    for short, growth, piece in sorted(results, reverse=True)[: options.show]:
        print(f"{1000 * short:8.2f} ms  x{growth:.2f} at twice the length  {piece!r}")
    noticeable = [(growth, piece) for short, growth, piece in results if short > 0.001]
    print(f"worst growth of those over 1 ms: {max(noticeable, default=(0.0, ''))}")


if __name__ == "__main__":
    main()
