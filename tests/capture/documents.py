"""Documents for the tests of capture: one entity by hand, and arbitrary ones."""

from hypothesis import strategies as st

from insights_cli.model.json import JsonValue

ENTITY: dict[str, JsonValue] = {
    "apiVersion": "backstage.io/v1alpha1",
    "kind": "Component",
    "metadata": {
        "name": "payments-api",
        "namespace": "default",
        "annotations": {"example.org/tier": "gold", "example.org": "short", "a.b/c.d": "deep"},
        "tags": ["java", "grpc"],
        "links": [{"url": "https://a.example", "title": "A"}, {"url": "https://b.example"}],
    },
    "spec": {"type": "service", "lifecycle": "production", "owner": "team-a", "empty": [], "nothing": None, "on": True},
}

KEYS = st.text(alphabet="abz.-_/[]'\" 019é", max_size=6)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
