"""What is handed out holds no secret and no person."""

import json

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.doctor.hiding import Hiding, people_of, without_secrets
from tests.doctor.worlds import entity

JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"
ANN = entity("User", "ann.smith", spec={"profile": {"displayName": "Ann Smith", "email": "ann@example.org"}})


def test_known_and_likely_secrets_are_replaced() -> None:
    """The token, credentials in URLs, bearer values and JWTs are gone."""
    text = f"token hunter2hunter2, http://ann:pw@host/x, Authorization: Bearer abc.def, {JWT}"
    safe = without_secrets(text, ["hunter2hunter2"])
    assert safe == "token [SECRET], http://[SECRET]@host/x, Authorization: Bearer [SECRET], [SECRET]"


@given(st.text(min_size=6), st.text(), st.text())
def test_a_known_secret_never_survives(secret: str, before: str, after: str) -> None:
    """Wherever it stands, a known secret is not in the text."""
    if secret in "[SECRET]":
        return
    assert secret not in without_secrets(before + secret + after, [secret]).replace("[SECRET]", "")


def test_people_of_the_catalog_are_replaced() -> None:
    """A user's ref, login, name, address and file are gone; other words stay."""
    hiding = Hiding(people=people_of([ANN, entity("Group", "smiths")]))
    text = hiding.text("user:default/ann.smith; ann.smith; Ann Smith; ann@example.org; org/ann.smith.yaml; smiths")
    assert text == "[USER_REF]; [USERNAME]; [PERSON]; [EMAIL]; org/[USERNAME].yaml; smiths"


def test_a_login_inside_a_file_name_is_replaced() -> None:
    """Whatever stands around it, but not inside of another word; accounts that are nobody's stay."""
    hiding = Hiding(people=people_of([entity("User", "ann"), entity("User", "guest")]))
    assert (
        hiding.text("app-config.ann.yaml ANN_key planning guest")
        == "app-config.[USERNAME].yaml [USERNAME]_key planning guest"
    )


def test_strangers_are_known_by_their_shape() -> None:
    """An address, a home folder and a number are found without a catalog."""
    safe = Hiding(home="/home/bob").text("bob@example.org /home/bob/x 10.1.2.3 version 1.55.0")
    assert safe == "[EMAIL] ~/x [IP] version 1.55.0"


def test_json_stays_json() -> None:
    """Only strings change, and what was JSON can be read after it."""
    before = {"took_s": 0.5, "notes": ['a "quoted" ann@example.org'], "state": "ok", "none": None}
    after = json.loads(Hiding().json(json.dumps(before)))
    assert after == {**before, "notes": ['a "quoted" [EMAIL]']}
