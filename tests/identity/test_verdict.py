"""A token is judged as a backend judges it, and its subject as the catalog does."""

from datetime import UTC, datetime
from typing import Any

import pytest

from insights_cli.identity.checks import Aspect, Check, Question, Signature, Status
from insights_cli.identity.claims import read_token
from insights_cli.identity.verdict import Verdict, judge
from insights_cli.model.entity import RefGrade
from tests.identity.tokens import NOW, USER, claims, forge

AT = datetime.fromtimestamp(NOW, UTC)
GOOD = Signature(status=Status.OK, summary="verified")
BASE = {"typ": USER, "alg": "ES256", "kid": "k"}
PLUGIN = {**BASE, "typ": "vnd.backstage.plugin"}
INNER = forge({**BASE, "typ": "vnd.backstage.limited-user"}, {"sub": "user:default/alice", "iat": 1, "exp": NOW + 60})


def judge_made(header: dict[str, Any], content: dict[str, Any], signature: Signature = GOOD) -> Verdict:
    """Judge a token that is put together for the case, with a signature of which *signature* is known."""
    made = forge(header, content, "A" * (342 if header.get("alg") == "RS256" else 86))
    return judge(Question(token=read_token(made), at=AT, signature=signature))


ACCEPTED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "plain": (BASE, {}),
    "RS256": ({**BASE, "alg": "RS256"}, {}),
    "EdDSA": ({**BASE, "alg": "EdDSA"}, {}),
    "wrong issuer": (BASE, {"iss": "https://elsewhere"}),
    "no issuer": (BASE, {"iss": ...}),
    "wrong audience": (BASE, {"aud": "other"}),
    "no audience": (BASE, {"aud": ...}),
    "audience list": (BASE, {"aud": ["backstage"]}),
    "no ref": (BASE, {"sub": "jane"}),
    "capitals": (BASE, {"sub": "User:Default/Jane"}),
    "number as sub": (BASE, {"sub": 5}),
    "issued in the future": (BASE, {"iat": NOW + 500}),
    "starts now": (BASE, {"nbf": NOW}),
    "expires in a second": (BASE, {"exp": NOW + 1}),
    "expires in half a second": (BASE, {"exp": NOW + 0.5}),
    "never expires": (BASE, {"exp": 1e300}),
    "no typ": ({"alg": "ES256", "kid": "k"}, {}),
    "typ JWT": ({**BASE, "typ": "JWT"}, {}),
    "upper-case typ": ({**BASE, "typ": USER.upper()}, {}),
    "media type": ({**BASE, "typ": f"application/{USER}"}, {}),
    "no kid": ({"typ": USER, "alg": "ES256"}, {}),
    "plugin": (PLUGIN, {"sub": "catalog", "aud": "events"}),
}
REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no iat": (BASE, {"iat": ...}),
    "no exp": (BASE, {"exp": ...}),
    "no sub": (BASE, {"sub": ...}),
    "empty sub": (BASE, {"sub": ""}),
    "null sub": (BASE, {"sub": None}),
    "expired": (BASE, {"exp": NOW - 1}),
    "expires now": (BASE, {"exp": NOW}),
    "not yet": (BASE, {"nbf": NOW + 1}),
    "exp as text": (BASE, {"exp": str(NOW + 500)}),
    "exp true": (BASE, {"exp": True}),
    "iat null": (BASE, {"iat": None}),
    "nbf as text": (BASE, {"nbf": "1"}),
    "audience list without typ": ({**BASE, "typ": "JWT"}, {"aud": ["backstage"]}),
    "other audience without typ": ({**BASE, "typ": "JWT"}, {"aud": "other"}),
    "old form without exp": ({**BASE, "typ": "JWT"}, {"exp": ...}),
    "limited as bearer": ({**BASE, "typ": "vnd.backstage.limited-user"}, {}),
    "alg none": ({**BASE, "alg": "none"}, {}),
    "alg None": ({**BASE, "alg": "None"}, {}),
    "no alg": ({"typ": USER, "kid": "k"}, {}),
    "HS256": ({**BASE, "alg": "HS256"}, {}),
    "unknown alg": ({**BASE, "alg": "XX"}, {}),
    "crit": ({**BASE, "crit": ["x"]}, {}),
    "plugin without audience": (PLUGIN, {"sub": "catalog", "aud": ...}),
    "plugin with nonsense in obo": (PLUGIN, {"sub": "catalog", "aud": "events", "obo": "x.y.z"}),
    "plugin with a foreign token in obo": (PLUGIN, {"sub": "catalog", "aud": "x", "obo": forge({"alg": "ES256"}, {})}),
    "plugin with an expired user": (
        PLUGIN,
        {"sub": "catalog", "aud": "x", "obo": forge(BASE, {"sub": "user:default/a", "iat": 1, "exp": NOW})},
    ),
    "plugin with a cut user token": (PLUGIN, {"sub": "catalog", "aud": "events", "obo": INNER[:-40]}),
    "plugin with a space": (PLUGIN, {"sub": "ca talog", "aud": "events"}),
}


@pytest.mark.parametrize(("header", "changes"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_backend_takes_it(header: dict[str, Any], changes: dict[str, Any]) -> None:
    """What a backend accepts is called accepted, however odd it is."""
    assert judge_made(header, claims(**changes)).is_accepted is True


@pytest.mark.parametrize(("header", "changes"), REFUSED.values(), ids=REFUSED)
def test_a_backend_refuses_it(header: dict[str, Any], changes: dict[str, Any]) -> None:
    """What a backend refuses is called refused, with a code and a reason."""
    verdict = judge_made(header, claims(**changes))
    assert verdict.is_accepted is False
    assert all(check.code and check.summary for check in verdict.refusals)


def test_only_the_signature_is_left_open() -> None:
    """Without keys a good token is neither accepted nor refused."""
    unknown = Signature(status=Status.UNKNOWN, summary="not verified")
    assert judge_made(BASE, claims(), unknown).is_accepted is None


SUBJECTS: tuple[tuple[str, RefGrade, str | None, str], ...] = (
    ("user:default/alice", RefGrade.PLAUSIBLE, None, ""),
    ("user:development/guest", RefGrade.PLAUSIBLE, "ID207", ""),
    ("user:default/guest", RefGrade.PLAUSIBLE, "ID207", ""),
    ("user:default/undefined", RefGrade.PLAUSIBLE, "ID207", ""),
    ("user:alice", RefGrade.PLAUSIBLE, "ID205", ""),
    ("User:Default/Jane", RefGrade.PLAUSIBLE, "ID206", ""),
    ("User:default/Nobody", RefGrade.PLAUSIBLE, "ID206", ""),
    ("user:default/alice@example.com", RefGrade.IMPOSSIBLE, "ID203", "e-mail address as the name"),
    ("user:default/alice/bob", RefGrade.IMPOSSIBLE, "ID203", ""),
    ("user:default/alice ", RefGrade.IMPOSSIBLE, "ID203", ""),
    ("user: default/alice", RefGrade.IMPOSSIBLE, "ID203", ""),
    ("user:default/a b", RefGrade.IMPOSSIBLE, "ID203", "display name"),
    ("auth0|123:abc", RefGrade.IMPOSSIBLE, "ID203", "Auth0"),
    ("a:b:c", RefGrade.IMPOSSIBLE, "ID203", ""),
    ("group:default/x", RefGrade.WRONG_KIND, "ID204", "a group"),
    ("component:default/x", RefGrade.WRONG_KIND, "ID204", ""),
    ("jane", RefGrade.NOT_A_REF, "ID202", "bare name"),
    ("00u1a2b3c4d5e6f7g8h9", RefGrade.NOT_A_REF, "ID202", "Okta"),
    ("auth0|123", RefGrade.NOT_A_REF, "ID202", "Auth0"),
    ("user:", RefGrade.NOT_A_REF, "ID202", ""),
    ("user:default/", RefGrade.NOT_A_REF, "ID202", ""),
    ("https://idp/alice", RefGrade.NOT_A_REF, "ID202", "an address"),
    ("alice@example.com", RefGrade.NOT_A_REF, "ID202", "e-mail"),
    ("9f1c0c9e-1111-4222-8333-444455556666", RefGrade.NOT_A_REF, "ID202", "GUID"),
    ("104857600123456789012", RefGrade.NOT_A_REF, "ID202", "Google"),
    ("CN=Alice,OU=People,DC=example", RefGrade.NOT_A_REF, "ID202", "LDAP"),
    ("EXAMPLE\\alice", RefGrade.NOT_A_REF, "ID202", "Windows"),
    ("plugin:catalog", RefGrade.WRONG_KIND, "ID204", "service"),
)


@pytest.mark.parametrize(("sub", "grade", "code", "seen"), SUBJECTS, ids=[case[0] for case in SUBJECTS])
def test_a_subject_is_graded_with_its_likely_cause(sub: str, grade: RefGrade, code: str | None, seen: str) -> None:
    """Every form of sub gets its grade, its code and the resolver mistake behind it."""
    verdict = judge_made(BASE, claims(sub=sub))
    assert verdict.subject
    assert verdict.subject.grade is grade
    found = [check for check in verdict.checks if check.aspect is Aspect.SUB]
    assert code in [check.code for check in found]
    assert seen in " ".join(text for check in found for _, text in check.notes)


def test_a_plugin_token_is_judged_by_the_user_it_carries() -> None:
    """The subject of a token on behalf of a user is that user."""
    verdict = judge_made(PLUGIN, {"sub": "catalog", "aud": "events", "iat": NOW, "exp": NOW + 60, "obo": INNER})
    assert verdict.subject
    assert str(verdict.subject.ref) == "user:default/alice"
    assert not verdict.fails()
    assert verdict.is_accepted is None


@pytest.mark.parametrize(
    ("header", "changes", "code"),
    [
        (BASE, {"ent": ["user:default/alice", "group:default/a"]}, None),
        (BASE, {"ent": ["group:default/a"]}, "ID407"),
        (BASE, {"ent": ["user:default/alice", "Group:default/a"]}, "ID407"),
        (BASE, {"ent": "user:default/alice"}, "ID407"),
        (BASE, {"aud": "x"}, "ID403"),
        (BASE, {"iss": ...}, "ID402"),
        (BASE, {"iat": NOW - 60, "exp": NOW + 60}, "ID304"),
        (BASE, {"exp": NOW + 200_000}, "ID304"),
        (BASE, {"iat": NOW + 60}, "ID305"),
        (BASE, {"pad": "x" * 33_000}, "ID405"),
        ({"typ": USER, "alg": "ES256"}, {}, "ID404"),
        ({**BASE, "typ": "JWT"}, {}, "ID104"),
        ({"alg": "HS256"}, {"sub": "backstage-server", "aud": ...}, "ID102"),
    ],
)
def test_oddities_are_told(header: dict[str, Any], changes: dict[str, Any], code: str | None) -> None:
    """What works but is odd is a warning with its code; what is usual is not."""
    codes = {check.code for check in judge_made(header, claims(**changes)).checks} - {None}
    assert codes >= ({code} if code else set())
    assert code or not codes


def test_required_aspects_must_pass_and_others_do_not_count() -> None:
    """With required aspects an open question is a failure, and other failures are not."""
    verdict = Verdict(
        checks=(
            Check(aspect=Aspect.SUB, status=Status.OK, summary=""),
            Check(aspect=Aspect.EXP, status=Status.FAIL, summary=""),
            Check(aspect=Aspect.SIGNATURE, status=Status.UNKNOWN, summary=""),
        ),
        subject=None,
    )
    assert verdict.fails()
    assert not verdict.fails({Aspect.SUB})
    assert verdict.fails({Aspect.SIGNATURE})


def test_the_issuer_is_compared_with_the_backend_that_was_named() -> None:
    """A token of another portal is told apart by its issuer."""
    question = Question(token=read_token(forge(BASE, claims())), at=AT, issuer="https://portal.example.com/api/auth")
    assert "ID402" in [check.code for check in judge(question).checks]
