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
    # Letters, names and words of many scripts; lists, keys and post codes.
    "ab", "xyz_", "bcdf", "aeiou", "AB", "A1", "aB1", "SW1A 1AA ", "1012 AB ", "D-10115 Aa, ", "K1A 0B1 ",
    "Aa 1, 1012 AB ", "owners[0].name: ", "a[0].", "[0]", "- name: Aa Bb\n", "contact:\n  name: ", "\n- ",
    "Aa Bb (a)\n- ", "name: ", "\\n  name: ", "AA BB ", "Aa Bb Cc ", "Aa-Bb ", "O'Aa ", "A. ", "A.B. ", "Aa de Bb ",
    "de la ", "Aa, Bb; ", "Aa, ", ",", ", ", ";", "|", " | ", "[", "]", "[[", "](", "((", "()", "{", "}{", "<>", "><",
    "'", "\"", "`", "\u2019", "\u00b7", "\u30fb", "\uff1a", "\u674e\u660e", "\u62c5\u5f53\u8005\uff1a",
    "\u7531\u738b\u660e\u8d1f\u8d23\uff0c", "\u6771\u4eac\u90fd\u6e2f\u533a", "\u6771\u4eac\u90fd1-2-3 ",
    "\uae40\ubbfc\uc900 ", "\uc11c\uc6b8\uc2dc ", "\u3042", "\u30a2\u30fc", "\u0418\u0432\u0430\u043d ",
    "\u043e\u0442\u0432\u0435\u0442\u0441\u0442\u0432\u0435\u043d\u043d\u044b\u0439: ",
    "\u0443\u043b. \u0410\u0430 1, ", "\u039d\u03af\u03ba\u03bf\u03c2 ", "\u0623\u062d\u0645\u062f ", "\u05d0\u05d1 ",
    "\u0e01\u0e32", "\u10d0\u10d1 ", "\u0531\u0561 ", "I\u0307", "\u0130", "contact: aa bb, ", "contact aa bb (",
    "aa bb <", "owner=aa.bb;", "by aa.bb ", "ask Aa Bb ", "Dr. Aa ", "phone 0", "tel 01 23 ", "0171 ", "1/2/", "(1) ",
    "1111-", "1111 1111 ", "A1B2-", "12.345.678-", "SK0", "key-0", "s.a", "sgp_a", "aA1_bB2", "m.abcdef.",
    "Aa street 1 ", "Rue Aa ", "Aastr. 1, ", "Box 1 ", "https://a.b/team/U", "cn=a,ou=b,", "user=a:", "pass a ",
    "curl -H ", "x-api-key: ", "Authorization: Basic ", "maintains ", "Aa Bb owns ", "\ufb01", "%F0%9F", "\\x41",
    "&eacute;",
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
