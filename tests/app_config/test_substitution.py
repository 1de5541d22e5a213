"""Variables, $env, $file and $include in whole files."""

import pytest

from insights_cli.app_config.substitution import path_text
from insights_cli.errors import InsightsError
from insights_cli.yaml12.nodes import UNKNOWN
from tests.app_config.building import loaded

OTHERS = {
    "i.yaml": "a: {b: 1}\ns: ${A}\nq: {$env: A}\nup: {$file: t.txt}\n",
    "i.json": '{"a": "${A}"}',
    "literal.yaml": "$env: A\n",
    "empty.yaml": "",
    "t.txt": "  lead ${A}\r\n\n",
    "bad.json": '{"a": 1,}',
    "d/j.yml": "x: {$file: ../t.txt}\n",
}
VALUES = [
    ("${A}", "hello"),
    ("[x, '${NO}', y]", ["x", "y"]),
    ("[{k: '${NO}'}]", [{}]),
    ("{$env: A}", "hello"),
    ("{$env: NO}", None),
    ("{$env: 'A:-x'}", None),
    ("{$file: t.txt}", "  lead ${A}"),
    ("{$include: i.json}", {"a": "hello"}),
    ("{$include: i.yaml#a}", {"b": 1}),
    ("{$include: i.yaml#s}", "hello"),
    ("{$include: i.yaml#a.c}", None),
    ("{$include: literal.yaml}", {"$env": "A"}),
    ("{$include: i.yaml#q}", {"$env": "A"}),
    ("{$include: d/j.yml}", {"x": "  lead ${A}"}),
    ("{$include: empty.yaml}", None),
    ("{$data: x}", {"$data": "x"}),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_value_becomes_what_backstage_makes_of_it(text: str, value: object) -> None:
    """Substitution and the three directives; None means that the key is gone."""
    document = loaded(f"k: {text}", environment={"A": " hello "}, others=OTHERS)
    assert document.plain() == ({} if value is None else {"k": value})


ERRORS = [
    ("{$env: A, b: 1}", "IN009", "1.yaml:1:4"),
    ("{$env: [A]}", "IN009", "1.yaml:1:11"),
    ("{$file: '${NO}'}", "IN009", "1.yaml:1:4"),
    ("{$file: nope.txt}", "IN010", "1.yaml:1:4"),
    ("{$include: t.txt}", "IN010", "1.yaml:1:4"),
    ("{$include: i.YAML}", "IN010", "1.yaml:1:4"),
    ("{$include: i.yaml#a.b.c}", "IN010", "1.yaml:1:4"),
    ("{$include: bad.json}", "IN010", "bad.json:1:9"),
    ("{$include: 1.yaml}", "IN011", "1.yaml:1:4"),
]


@pytest.mark.parametrize(("text", "code", "place"), ERRORS)
def test_a_wrong_directive_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    """Code, place and key of what cannot be used."""
    with pytest.raises(InsightsError) as caught:
        loaded(f"k: {text}", others=OTHERS)
    assert (caught.value.code, str(caught.value.location)) == (code, place)
    assert caught.value.notes[-1][1].startswith(".k")


def test_includes_that_multiply_are_stopped() -> None:
    """Thirty files that include the next one twice do not run for ever."""
    others = {f"b{n}.yaml": f"a: {{$include: b{n + 1}.yaml}}\nb: {{$include: b{n + 1}.yaml}}\n" for n in range(25)}
    with pytest.raises(InsightsError, match="IN012"):
        loaded("k: {$include: b0.yaml}", others={**others, "b25.yaml": "x: 1"})


def test_what_vanished_is_told() -> None:
    """Key, place and variable of what an unset variable took away."""
    document = loaded("a:\n  b: x ${NO}\n  c: [1, '${NO}']\n")
    assert [(gone.path, str(gone.location), gone.raw) for _, gone in document.vanished] == [
        (("a", "b"), "1.yaml:2:6", "x ${NO}"),
        (("a", "c", 1), "1.yaml:3:10", "${NO}"),
    ]
    assert [str(place) for place in document.unset_variables["NO"]] == ["1.yaml:2:6", "1.yaml:3:10"]


def test_lax_makes_nothing_up() -> None:
    """An unset variable makes its value unknown, a fallback is used, an environment directive is unknown too."""
    document = loaded("a: x${NO}\nb: ${NO:-d}\nc: {$env: NO}\n", is_lax=True)
    assert document.plain() == {"a": UNKNOWN, "b": "d", "c": UNKNOWN}


def test_paths_read_as_in_the_messages_of_backstage() -> None:
    """Keys behind dots, indexes in brackets."""
    assert path_text(("a", "b", 1, "d")) == ".a.b[1].d"


def test_a_file_of_another_machine_is_unknown() -> None:
    """What a deployment elsewhere mounts is not here; what stands in the project must be, and here all must be."""
    mounted, beside = "k: {$file: /run/secrets/nowhere}", "k: {$file: nowhere.txt}"
    assert loaded(mounted, is_elsewhere=True).get("k") is UNKNOWN
    for text, is_lax, is_elsewhere in ((beside, False, True), (mounted, True, False), (mounted, False, False)):
        with pytest.raises(InsightsError, match="does not exist"):
            loaded(text, is_lax=is_lax, is_elsewhere=is_elsewhere)
