"""Laws of redaction, over any text and over texts that hold something."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from insights_cli.model.fate import Fate
from insights_cli.redact.detectors.registry import DETECTORS
from insights_cli.redact.field import field_of
from insights_cli.redact.find import Search
from insights_cli.redact.normalise import normalise
from insights_cli.redact.policy import Policy
from insights_cli.redact.pseudonym import Pseudonymiser, PseudonymKey
from insights_cli.redact.redactor import Redactor
from insights_cli.redact.span import Span, SpanType, resolve

SECRETS = (
    "jane.doe@example.org",
    "+44 20 7946 0958",
    "192.0.2.17",
    "DE89 3704 0044 0532 0130 00",
    "4111 1111 1111 1111",
    "219-09-9998",
    "user:default/jane.doe",
    "ghp_Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6Gd4Js0FaBeCu",
    "xoxb-123456789012-1234567890123-Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6",
)
PATHS = (
    "metadata.description",
    "spec.owner",
    "spec.note",
    "metadata.tags[0]",
    "metadata.annotations.example.com/contact",
)
WORDS = st.lists(
    st.sampled_from(
        (*SECRETS, "Contact: Jane Doe", "service", "v1.2.3", "12 Elm Street", "password=Tr0ub4dor!", "%40", "[EMAIL]")
    ),
    max_size=6,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), WORDS, st.builds("{} {}".format, st.text(max_size=30), WORDS))


def make_redactor() -> Redactor:
    """A redactor with a key that reads prose and never runs out of time."""
    return Redactor(
        Policy(accepted_prose=frozenset({"*"}), budget_s=1e9),
        pseudonymiser=Pseudonymiser(PseudonymKey(bytes(range(32)))),
    )


@given(text=TEXTS, path=st.sampled_from(PATHS))
def test_spans_lie_inside_and_apart(text: str, path: str) -> None:
    """Offsets are code points of the value; spans are in order, not empty, and never overlap."""
    spans = make_redactor().spans(path, text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@given(text=TEXTS, path=st.sampled_from(PATHS))
def test_redacting_twice_is_redacting_once(text: str, path: str) -> None:
    """What came out goes through unchanged."""
    redactor = make_redactor()
    once = redactor.redact_value(path, text)
    assert once.fate is Fate.DROPPED or redactor.redact_value(path, once.value).value == once.value


@given(
    secret=st.sampled_from(SECRETS),
    before=st.sampled_from(("", "ask ", "see: ", "(")),
    after=st.sampled_from(("", " now", ", and", ")")),
)
def test_nothing_of_what_was_found_survives(secret: str, before: str, after: str) -> None:
    """Neither the text nor a long piece of it is left."""
    decided = make_redactor().redact_value("spec.note", f"words before {before}{secret}{after} and words behind")
    shown = str(decided.value).replace("user:default/p1-", "")
    assert not any(secret[at : at + 6] in shown for at in range(len(secret) - 5))


@given(text=TEXTS, order=st.permutations(DETECTORS))
@settings(max_examples=60)
def test_the_order_of_detectors_does_not_matter(text: str, order: list[object]) -> None:
    """The same stretches are hidden in any order."""
    place = field_of("metadata.description", "Component")
    shuffled = [detector for detector in order if detector in DETECTORS]
    usual = Search(DETECTORS).spans(text, place)
    unusual = Search(shuffled).spans(text, place)
    assert [span[:2] for span in usual] == [span[:2] for span in unusual]


SPANS = st.lists(
    st.builds(
        lambda start, size, kind: Span(start, start + size, kind, "rule"),
        st.integers(0, 60),
        st.integers(1, 30),
        st.sampled_from(SpanType),
    ),
    max_size=12,
)


@given(spans=SPANS, data=st.data())
def test_claims_do_not_depend_on_order(spans: list[Span], data: st.DataObject) -> None:
    """Resolving gives the same for any order, without overlap."""
    resolved = resolve(spans)
    assert resolved == resolve(data.draw(st.permutations(spans)))
    assert all(left.end <= right.start for left, right in pairwise(resolved))


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_plain_copies_point_back(text: str) -> None:
    """Every character of the plain copy says where it came from, in order."""
    plain = normalise(text)
    if plain is not None:
        assert len(plain.text) == len(plain.starts) == len(plain.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(plain.starts, plain.ends, strict=True))
        assert plain.starts == sorted(plain.starts)


@given(
    tree=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), WORDS),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
        max_leaves=8,
    )
)
@settings(max_examples=50)
def test_every_leaf_has_one_fate(tree: object) -> None:
    """Outcomes are as many as leaves, where a sensitive key takes its whole entry."""

    def count(value: object) -> int:
        if isinstance(value, dict):
            return sum(count(item) for item in value.values())
        return sum(map(count, value)) if isinstance(value, list) else 1

    redacted = make_redactor().redact_tree(tree)  # type: ignore[arg-type]  # made of JSON values only
    by_key = [leaf for _, leaf in redacted.leaves if leaf.rule == "key"]
    assert by_key or len(redacted.leaves) == count(tree)


PLAIN = st.lists(
    st.sampled_from(
        ("orders", "user", "users", "home", "u", "at", "v1", "12", "jane", "api", "secret", "key", "akia", "call")
    ),
    min_size=1,
    max_size=8,
)


@given(
    words=PLAIN,
    sign=st.sampled_from(("-", "/")),
    lead=st.sampled_from(("", "/", "https://example.org/", "url:https://a.b/")),
)
def test_the_shortcut_misses_nothing(words: list[str], sign: str, lead: str) -> None:
    """What counts as plain by its shape holds nothing for the detectors either."""
    search = Search(DETECTORS)
    place = field_of("spec.note", "Component")
    text = lead + sign.join(words)
    assert not search.is_plain(text, place) or search.look(text, place) == ()
