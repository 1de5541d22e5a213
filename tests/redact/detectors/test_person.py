"""Names are found by field, by the words around them and by the roster."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("Ticket Nummer 0612345678", DESCRIPTION, "Component"),
    ("Platform engineering team for Banco Rocks", DESCRIPTION, "Group"),
    ("Laget av «Ola Nordmann».", DESCRIPTION, "Component"),
    ("Vytvořil «Jan Novák».", DESCRIPTION, "Component"),
    ("Sahibi: «Ayşe Yılmaz»", DESCRIPTION, "Component"),
    ("Demonstrates aws:secrets-manager:create action", DESCRIPTION, "Template"),
    ("책임자 «김민수», 이메일 m@example.org, 전화 없음", DESCRIPTION, "Component"),
    ("Driftes af «Jens Holm»; se runbook", DESCRIPTION, "Component"),
    ("由安全负责", DESCRIPTION, "Component"),
    ("«Jane Doe»", "spec.profile.displayName", "User"),
    ("«Doe, Jane»; «Max van den Berg»", "metadata.annotations.example.com/reviewers", "Component"),
    ("Maintained by «Jane Doe» of the platform team.", DESCRIPTION, "Component"),
    ("Ansprechpartner: «Max Mustermann» (Team Daten)", DESCRIPTION, "Component"),
    ("leads: «Jane Doe», «Max Berg»; office closed", DESCRIPTION, "Component"),
    ("«Jane Doe» <jane@example.org>", DESCRIPTION, "Component"),
    ("担当: «田中 太郎»", DESCRIPTION, "Component"),
    ("Responsable technique : «Élodie Durand»", DESCRIPTION, "Component"),
    ("Ответственный: «Иван Петров»", DESCRIPTION, "Component"),
    ("owner: «jane doe»", DESCRIPTION, "Component"),
    ("«Jane Doe»", "spec.owners[0].name", "Component"),
    ("orders", "spec.database.name", "Component"),
    ("Owned in all its parts by «Jane Doe», for now", DESCRIPTION, "Component"),
    ("«Jane Doe» is the technical lead", DESCRIPTION, "Component"),
    ("«सविना देउजा» <s@example.org>", DESCRIPTION, "Component"),
    ("संपर्क: «राघव मानन्धर»", DESCRIPTION, "Component"),
    ("איש קשר: «איתי לוי»", DESCRIPTION, "Component"),
    ("責任者は«岡本 陽子»です。", DESCRIPTION, "Component"),
    ("由«张惠美»维护", DESCRIPTION, "Component"),
    ("由平台维护", DESCRIPTION, "Component"),
    ("Teamleitung «Heidi Kraushaar»", DESCRIPTION, "Component"),
    ("Tech lead: «Cassandra Miller»", DESCRIPTION, "Component"),
    ("Apache Kafka handles the events", DESCRIPTION, "Component"),
    ("Maintained by Travis", DESCRIPTION, "Component"),
    ("Built with Spring Petclinic", DESCRIPTION, "Component"),
    ("Deployed by Rabbit MQ", DESCRIPTION, "Component"),
    ("Referente: Ufficio Tecnico", DESCRIPTION, "Component"),
    ("Dział Sprzedaży", "metadata.annotations.example.com/maintainer", "Component"),
    ("担当: 開発部", DESCRIPTION, "Component"),
    ("Contact:\n«Jane Doe»", DESCRIPTION, "Component"),
    ("«Jane Doe», Staff Engineer, jane@example.org", DESCRIPTION, "Component"),
    ("at night «Jane Doe» – +49 30 1234567", DESCRIPTION, "Component"),
    ("Steward of all these data sets: «Jane Doe»", DESCRIPTION, "Component"),
    ("«Jane Doe»", "metadata.annotations.example.com/maintainer-name", "Component"),
    ("Speak to a Real Person", DESCRIPTION, "Component"),
    ("Maintained by Platform Engineering", DESCRIPTION, "Component"),
    ("Powered by Apache Kafka", DESCRIPTION, "Component"),
    ("Victoria Metrics", "metadata.title", "Component"),
    ("Robin Scheduler", "metadata.title", "Component"),
    ("Platform Team", "spec.profile.displayName", "Group"),
    ("Contact: Customer Support", DESCRIPTION, "Component"),
    ("Built on Ruby on Rails behind Nginx", DESCRIPTION, "Component"),
    ("Black Friday Readiness", "metadata.title", "Component"),
    ("«Jane Doe» owns the topics", DESCRIPTION, "Component"),
    ("Contacts\n- «Jane Doe» (primary)\n- «Max Berg» (secondary)", DESCRIPTION, "Component"),
    ("owners:\n  - name: «Jane Doe»\n    tier: 1", DESCRIPTION, "Component"),
    ("database:\n  name: Orders Archive", DESCRIPTION, "Component"),
    ("«Jane Doe» (on leave)", "metadata.annotations.example.com/tech-lead", "Component"),
    ("Discussed with «Jane Doe» at length", DESCRIPTION, "Component"),
    ("Verantwortliches Team: Nordstern Daten", DESCRIPTION, "Component"),
    ("Responsable del servicio: «Jane Doe»", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_person_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Names are found by field, by the words around them and by the roster."""
    check(SpanType.PERSON, case, path, entity)
