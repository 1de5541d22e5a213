"""Which texts are legal in the fields of an entity: the catalog's field formats, one predicate each.

All take any value and answer False for what is no text, so that they can be asked before a type is known.
"""

import re

_ALPHANUMERIC = re.compile(r"[a-z0-9A-Z]+")
_KIND = re.compile(r"[a-zA-Z][a-z0-9A-Z]*")
_NAME = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_DNS_LABEL = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_TAG = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
# What ECMAScript's trim() removes; Python's strip() differs for U+FEFF, U+0085 and U+001C to U+001F.
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))


def is_kind(value: object) -> bool:
    """A letter, then letters and digits, at most 63."""
    return _fits(_KIND, value)


def is_name(value: object) -> bool:
    """Letters and digits with inner `-`, `_` and `.`, at most 63, in any case."""
    return _fits(_NAME, value)


def is_namespace(value: object) -> bool:
    """A DNS label: lower-case letters and digits with inner `-`, at most 63."""
    return _fits(_DNS_LABEL, value)


def is_dns_subdomain(value: object) -> bool:
    """DNS labels joined by dots, at most 253 characters."""
    return isinstance(value, str) and len(value) <= 253 and all(is_namespace(label) for label in value.split("."))


def is_api_version(value: object) -> bool:
    """`version` or `group/version`, such as `backstage.io/v1alpha1`."""
    prefix, suffix = _split_prefix(value)
    return (prefix is None or is_dns_subdomain(prefix)) and _fits(_ALPHANUMERIC, suffix)


def is_key(value: object) -> bool:
    """The key of a label or annotation: `name` or `prefix/name`, the prefix a lower-case DNS subdomain."""
    prefix, suffix = _split_prefix(value)
    return (prefix is None or is_dns_subdomain(prefix)) and is_name(suffix)


def is_label_value(value: object) -> bool:
    """Empty, or like a name."""
    return value == "" or is_name(value)


def is_tag(value: object) -> bool:
    """Lower-case letters, digits, `:`, `+` and `#`, joined by single `-`, at most 63."""
    return _fits(_TAG, value)


def is_not_blank(value: object) -> bool:
    """Text with more than white space in it."""
    return isinstance(value, str) and bool(value.strip(_SPACE))


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and len(value) <= 63 and pattern.fullmatch(value) is not None


def _split_prefix(value: object) -> tuple[str | None, str | None]:
    """The parts before and after the slash; the suffix is None, and so never legal, for anything else."""
    if not isinstance(value, str):
        return None, None
    match value.split("/"):
        case [suffix]:
            return None, suffix
        case [prefix, suffix]:
            return prefix, suffix
        case _:
            return None, None
