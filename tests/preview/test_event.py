"""The event of a page visit."""

from insights_cli.model.entity import parse_entity_ref
from insights_cli.pipeline.entity_of import entity_of
from insights_cli.preview.event import page_visit


def test_visit_is_about_its_entity() -> None:
    """The server finds the entity of the visited page in the event, whatever its spelling."""
    for text in ("component:default/petstore", "API:Shop/Pet.Store", "user:default/alice"):
        ref = parse_entity_ref(text)
        event = page_visit(ref)
        assert entity_of(event) == ref.canonical
        assert event.action == "navigate"
