"""A number with the word for what is counted."""


def plural(number: int, one: str, many: str = "") -> str:
    """`1 event`, `2,000 events`; *many* is the plural where it is not *one* with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
