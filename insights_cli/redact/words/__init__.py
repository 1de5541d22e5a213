"""Vocabularies and formats that detectors look for, in the languages of the people who write catalogs."""


def vocabulary(text: str) -> frozenset[str]:
    """The words of *text*, as a set to look words up in."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of *text*, which commas part."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))
