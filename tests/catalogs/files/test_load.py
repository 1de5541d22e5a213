"""One bad file is named, the rest is used."""

import json
from pathlib import Path

from insights_cli.catalogs.files.load import Loaded, Loader
from insights_cli.catalogs.files.locations import configured_pointers, pointer_to
from insights_cli.catalogs.files.rules import read_rules
from insights_cli.model.diagnostic import Severity
from insights_cli.model.json import JsonValue

HEAD = "apiVersion: backstage.io/v1alpha1\n"


def component(name: str, kind: str = "Component") -> str:
    """The YAML of an entity."""
    return f"{HEAD}kind: {kind}\nmetadata:\n  name: {name}\n"


def location(*targets: str, kind: str = "file") -> str:
    """The YAML of a Location that is named after its first target."""
    name = "".join(char for char in targets[0] if char.isalnum())
    return component(f"l{name}", "Location") + f"spec:\n  type: {kind}\n  targets: {json.dumps(targets)}\n"


def write(folder: Path, **files: str | bytes) -> None:
    """Files by name, `__` for a slash and `_` for a dot."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def load(folder: Path, *targets: str) -> Loaded:
    """What the targets lead to."""
    return Loader(cwd=folder, bases=[folder]).load([pointer_to(target) for target in targets])


def names(loaded: Loaded) -> list[str]:
    """The names of all entities."""
    return [placed.entity.ref.name for placed in loaded.placed.values()]


def warnings(loaded: Loaded) -> list[tuple[str, str]]:
    """Code and place of every warning."""
    return [
        (found.code, str(found.location or "")) for found in loaded.diagnostics if found.severity is Severity.WARNING
    ]


def test_bad_files_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    """Broken YAML, binary junk and documents that are no entities cost only themselves."""
    write(
        tmp_path,
        a_yaml=component("a"),
        b_yaml=f"{component('b')}---\n{HEAD}kind: [\n",
        c_yaml=f"{HEAD}metadata: {{name: c}}\n---\n{component('c2')}",
        d_yaml=b"\x00\xff\x00kind: x",
        e_yaml=component("e"),
    )
    loaded = load(tmp_path, ".")
    assert names(loaded) == ["a", "c2", "e"]
    assert [(code, place.partition(":")[0]) for code, place in warnings(loaded)] == [
        ("EN002", "b.yaml"),
        ("EN003", "c.yaml"),
        ("EN002", "d.yaml"),
    ]


def test_document_says_what_it_lacks(tmp_path: Path) -> None:
    """What is missing is named."""
    write(tmp_path, a_yaml="- 1\n---\nkind: A\n---\nkind: A\nmetadata: {}\n---\nmetadata: {name: x}\n")
    loaded = load(tmp_path, "a.yaml")
    assert [found.summary.partition(": ")[2] for found in loaded.diagnostics] == [
        "it is no mapping",
        "it has no metadata",
        "it has no metadata.name",
        "it has no kind",
    ]


def test_first_of_two_wins(tmp_path: Path) -> None:
    """A duplicate in any letter case is reported with both places."""
    write(tmp_path, a_yaml=component("Same"), b_yaml=component("same", "COMPONENT"))
    loaded = load(tmp_path, ".")
    assert names(loaded) == ["Same"]
    assert warnings(loaded) == [("EN004", "b.yaml:1:1")]
    assert "a.yaml:1" in loaded.diagnostics[0].summary


def test_locations_are_followed_once(tmp_path: Path) -> None:
    """Locations that point at each other end, and their targets start beside them or at the base."""
    write(
        tmp_path,
        x__all_yaml=location("./more.yaml", "base.yaml", "./all.yaml"),
        x__more_yaml=location("./all.yaml", "./more.yaml") + "---\n" + component("m"),
        base_yaml=component("b"),
    )
    loaded = load(tmp_path, "x/all.yaml")
    assert set(names(loaded)) == {"lallyaml", "lmoreyaml", "m", "b"}
    assert warnings(loaded) == []


def test_locations_elsewhere_are_counted(tmp_path: Path) -> None:
    """URLs are not followed and summed up in one line; missing files are named unless they are optional."""
    write(tmp_path, a_yaml=location("https://x.org/a", kind="url") + "---\n" + location("./no.yaml"))
    write(tmp_path, b_yaml=location("./none.yaml") + "  presence: optional\n")
    loaded = load(tmp_path, ".")
    assert [(found.code, found.severity.value) for found in loaded.diagnostics] == [
        ("EN002", "warning"),
        ("EN006", "info"),
    ]


def test_locations_in_exports_are_not_followed(tmp_path: Path) -> None:
    """An export already holds what its Locations brought."""
    entity = {"kind": "Location", "metadata": {"name": "l"}, "spec": {"type": "url", "target": "https://x.org"}}
    write(tmp_path, a_json=json.dumps([entity]))
    assert load(tmp_path, "a.json").diagnostics == []


def test_other_systems_are_left_out_of_folders(tmp_path: Path) -> None:
    """On a walk, manifests of the same shape and templates are no entities; named themselves they are."""
    manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n"
    write(tmp_path, k8s_yaml=manifest, t__x_yaml=f"{HEAD}kind: {{{{ x }}}}: {{% y %}}\n", p_json='{"name": "p"}')
    loaded = load(tmp_path, ".")
    assert names(loaded) == []
    assert [(found.code, found.severity.value) for found in loaded.diagnostics] == [("EN003", "info")]
    assert names(load(tmp_path, "k8s.yaml")) == ["d"]


RULED: JsonValue = [
    {"type": "file", "target": "parts/*.yaml"},
    {"type": "file", "target": "org.yaml", "rules": [{"allow": ["User"]}]},
    {"type": "url", "target": "https://x.org"},
    {"type": "file", "target": "gone.yaml"},
]


def test_rules_of_the_configuration_are_honoured(tmp_path: Path) -> None:
    """One kind that is not allowed costs everything that its location brings, and the location is named."""
    write(tmp_path, org_yaml=component("u", "User") + "---\n" + component("c"))
    write(tmp_path, parts__a_yaml=component("a"), parts__b_yaml=component("g", "Group"))
    pointers = configured_pointers(RULED, [None] * 4, read_rules(None))
    loaded = Loader(cwd=tmp_path, bases=[tmp_path]).load(pointers)
    assert names(loaded) == ["u", "c"]
    assert [found.code for found in loaded.diagnostics] == ["EN005", "EN002", "EN006"]
    assert "Group" in loaded.diagnostics[0].summary


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    """A file that the system refuses is named with the reason."""
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    write(tmp_path, a_yaml=component("a"))
    loaded = load(tmp_path, ".")
    assert names(loaded) == ["a"]
    assert [code for code, _ in warnings(loaded)] == ["EN002"]
