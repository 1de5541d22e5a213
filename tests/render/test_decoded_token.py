"""A judged token reads like this."""

from datetime import UTC, datetime

from insights_cli.identity.checks import Question
from insights_cli.identity.claims import read_token
from insights_cli.identity.comparison import compare
from insights_cli.identity.verdict import judge
from insights_cli.render.decoded_token import JudgedToken, judged_text
from insights_cli.render.style import PLAIN
from insights_cli.render.token_comparison import comparison_text
from tests.identity.tokens import NOW, USER, claims, forge

HEADER = {"typ": USER, "alg": "ES256", "kid": "k1"}

SCREEN = """\
found   token, removed quotes, 3 line breaks
type    user token
header  {"typ": "vnd.backstage.user", "alg": "ES256", "kid": "k1"}
iss     http://localhost:7007/api/auth
sub     00u1a2b3c4d5e6f7g8h9
aud     backstage
iat     2026-11-23 11:42:00 UTC (18 min ago)
exp     2026-11-23 12:42:00 UTC (in 42 min)
size    340 of at most 32,768 characters

  [ok]   a Backstage user token
  [fail] sub is not an entity ref, no kind is in front: "00u1a2b3c4d5e6f7g8h9" [ID202]
         seen: likely an Okta user id
         fix:  use the sign-in resolver emailMatchingUserEntityAnnotation (okta.com/email)
  [ok]   expires in 42 min
  [ok]   ent is left out, the default since auth-backend 0.28; /api/auth/v1/userinfo has it
  [--]   signature not verified: no keys were given
         fix: add --backstage URL, or --jwks URL or FILE
  [--]   catalog not asked
         fix: add --catalog URL, or --entities PATH

1 failed, 0 warnings; a backend takes this token if the signature is right
"""

COMPARED = """\
sub  different
  left   user:default/alice
  right  user:default/a.smith
iss  same: http://localhost:7007/api/auth
aud  same: backstage
ent  different
  left   2 items, only here: group:default/a
  right  1 item
email  different
  left   (absent)
  right  a@example.com
iat  same: 2026-11-23 11:42:00 UTC (18 min ago)
exp  same: 2026-11-23 12:42:00 UTC (in 42 min)

DIFFERENT: sub is not the same, so one person would count as several [ID601]
"""


def judged(**changes: object) -> JudgedToken:
    """A judged token with *changes* to the usual claims."""
    question = Question(token=read_token(forge(HEADER, claims(**changes))), at=datetime.fromtimestamp(NOW, UTC))
    return JudgedToken(question=question, verdict=judge(question), place="token", removed=("quotes", "3 line breaks"))


def test_a_token_is_a_screen_of_rows_and_checks() -> None:
    """Rows, checks with their reasons and fixes, and the sum."""
    assert judged_text(judged(sub="00u1a2b3c4d5e6f7g8h9"), PLAIN) == SCREEN


def test_control_characters_cannot_steer_the_terminal() -> None:
    """What stands in a claim is shown, not obeyed."""
    text = judged_text(judged(name="\x1b[31m\r\n"), PLAIN)
    assert "\\x1b[31m\\r\\n" in text


def test_names_of_claims_cannot_steer_the_terminal_either() -> None:
    """A name is shown like a value, also beside another token, and cut where it is long."""
    strange = judged(**{"\x1b[2J": 1, "n" * 5000: 2})
    comparison = compare([each.question.token for each in (strange, judged())])
    for text in (judged_text(strange, PLAIN), comparison_text(comparison, ("a", "b"), (strange, judged()), PLAIN)):
        assert "\\x1b[2J" in text
        assert "\x1b" not in text
        assert max(map(len, text.split("\n"))) < 200


def test_two_tokens_are_lined_up() -> None:
    """Claims that agree take one line, others one for each token."""
    ent = ["user:default/x"]
    pair = (judged(ent=[*ent, "group:default/a"]), judged(sub="user:default/a.smith", ent=ent, email="a@example.com"))
    comparison = compare([each.question.token for each in pair])
    assert comparison_text(comparison, ("left", "right"), pair, PLAIN) == COMPARED
