"""`insights decode-token` reads, judges and never repeats a token."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from insights_cli.cli.app import load_command
from insights_cli.cli.decode_token.request import TokenRequest
from insights_cli.cli.plain import PLAIN_COMMANDS
from tests.conftest import Insights
from tests.identity.tokens import KID, NOW, USER, claims, encode, forge, key_set, public_jwk, sign
from tests.interpreters import uncovered_environ

TOKEN = sign(claims(uip="U" * 86))
BAD = sign(claims(sub="user:default/alice@example.com"))


@pytest.fixture
def keys(tmp_path: Path) -> str:
    """A file with the key that signed."""
    (tmp_path / "jwks.json").write_text(key_set(public_jwk("ES256")))
    return "jwks.json"


def test_a_good_token_is_shown_in_words(insights: Insights) -> None:
    """Claims, times in words, the checks and the state of the signature are shown."""
    result = insights("decode-token", stdin=f"Authorization: Bearer {TOKEN}\n")
    assert result.code == 0
    for words in (
        'removed an "Authorization: Bearer" header',
        "exp     2026-11-23 12:42:00 UTC (in 42 min)",
        "[ok]   sub is the ref of a user: user:default/alice",
        "[--]   signature not verified: no keys were given",
        "0 failed, 0 warnings; a backend takes this token if the signature is right",
    ):
        assert words in result.out


def test_a_signature_is_verified_with_a_file(insights: Insights, keys: str) -> None:
    """With the keys the line says verified, and the token is called accepted."""
    result = insights("decode-token", "--jwks", keys, stdin=TOKEN)
    assert result.code == 0
    assert f"signature verified: ES256 with kid {KID} from jwks.json" in result.out
    assert "a backend takes this token\n" in result.out


def test_a_bad_signature_is_exit_1(insights: Insights, keys: str) -> None:
    """A changed token fails."""
    head, _, signature = TOKEN.split(".")
    result = insights(
        "decode-token", "--jwks", keys, stdin=f"{head}.{encode(claims(sub='user:default/eve'))}.{signature}"
    )
    assert result.code == 1
    assert "signature failed: ES256" in result.out


def test_keys_that_cannot_be_had_are_exit_3_after_the_answer(insights: Insights) -> None:
    """Everything else is still answered, and the failure is told on standard error and in JSON."""
    result = insights("decode-token", "--jwks", "none.json", stdin=BAD)
    assert result.code == 3
    assert "signature not verified: the keys in none.json could not be read" in result.out
    assert "error[ID005]" in result.err
    answer = json.loads(insights("decode-token", "--jwks", "none.json", "--json", stdin=BAD).out)
    assert (answer["error"]["code"], answer["tokens"][0]["subject"]["grade"]) == ("ID005", "impossible")


def test_json_is_complete(insights: Insights) -> None:
    """Programs get type, claims, times, grade and every check."""
    result = insights("decode-token", "--json", stdin=BAD)
    answer = json.loads(result.out)
    (token,) = answer["tokens"]
    assert (result.code, answer["ok"], answer["summary"]["failed"]) == (1, False, 1)
    assert token["times"] == {"iat": "2026-11-23T11:42:00+00:00", "nbf": None, "exp": "2026-11-23T12:42:00+00:00"}
    assert token["signature"]["status"] == "not verified"
    assert token["accepted_by_backend"] is None
    assert [each["code"] for each in token["checks"] if each["status"] == "fail"] == ["ID203"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--at", "2026-11-23T12:41:59Z"), 0),
        (("--at", "2026-11-23T12:42:00"), 1),
        (("--at", str(NOW + 2519)), 0),
        (("--at", str(NOW + 2520)), 1),
        (("--at", str(NOW + 2520), "--require", "sub"), 0),
        (("--at", str(NOW + 2520), "--require", "sub,exp"), 1),
        (("--at", "tomorrow"), 2),
        (("--at", "9" * 40), 2),
        (("--require", "colour"), 2),
        (("--require", "signature"), 2),
        (("--require", "signature", "--jwks", "jwks.json"), 0),
        (("--diff",), 2),
        (("--backstage", "nowhere"), 2),
    ],
)
def test_options_decide_what_counts_and_when(insights: Insights, keys: str, argv: tuple[str, ...], code: int) -> None:
    """The moment and the required aspects decide the exit code; nonsense is wrong usage."""
    assert insights("decode-token", *argv, stdin=TOKEN).code == code


@pytest.mark.parametrize("text", ["", "hello", "x" * 500, "a.b.c", "\ufffd\x00", "{}", "[]"])
def test_input_without_a_token_is_exit_3(insights: Insights, text: str) -> None:
    """No token at all could not be judged."""
    result = insights("decode-token", stdin=text)
    assert (result.code, result.out) == (3, "")
    assert "error[ID001]" in result.err


def test_a_recording_without_tokens_names_the_likely_cause(insights: Insights) -> None:
    """Browsers leave credentials out of a HAR by default."""
    done = insights("decode-token", stdin='{"log": {"entries": [{"request": {"headers": []}}]}}')
    assert (done.code, "exported with sensitive data" in done.err) == (3, True)


def test_a_cut_token_is_exit_3(insights: Insights) -> None:
    """A token that ends in its payload could not be read."""
    result = insights("decode-token", stdin=TOKEN[:150])
    assert result.code == 3
    assert "error[ID002] the token is cut off" in result.err


def test_no_input_on_a_terminal_is_not_waited_for(insights: Insights) -> None:
    """Nothing prompts; the way to pass a token is told."""
    result = insights("decode-token", terminal=True)
    assert result.code == 2
    assert "| insights decode-token -" in result.err


def test_a_file_is_read(insights: Insights, tmp_path: Path) -> None:
    """A recording is given by its name, and what was left out is told."""
    headers = [{"name": "Authorization", "value": f"Bearer {each}"} for each in (sign(claims(iat=NOW - 9999)), TOKEN)]
    recording = {"log": {"entries": [{"request": {"headers": [header]}} for header in headers]}}
    (tmp_path / "session.har").write_text(json.dumps(recording))
    result = insights("decode-token", "session.har")
    assert result.code == 0
    assert "the Authorization header of recorded request 2" in result.out
    assert "left out 1 older or other token" in result.err


def test_a_folder_is_no_input(insights: Insights, tmp_path: Path) -> None:
    """What cannot be read is an expected failure."""
    (tmp_path / "folder").mkdir()
    result = insights("decode-token", "folder")
    assert result.code == 3
    assert "error[ID007]" in result.err


def test_two_tokens_are_compared(insights: Insights, tmp_path: Path) -> None:
    """A person with two subjects is found, and every claim is lined up."""
    (tmp_path / "github.jwt").write_text(sign(claims(ent=["user:default/alice", "group:default/a"])))
    (tmp_path / "okta.jwt").write_text(sign(claims(sub="user:default/a.smith", ent=["user:default/a.smith"])))
    result = insights("decode-token", "--diff", "github.jwt", "okta.jwt")
    assert result.code == 1
    assert "github.jwt  user:default/alice" in result.out
    assert "only here: user:default/a.smith" in result.out
    assert "iss  same:" in result.out
    assert "[ID601]" in result.out
    assert insights("decode-token", "--diff", "github.jwt", "github.jwt").code == 0


def test_several_tokens_are_each_judged(insights: Insights) -> None:
    """Without --diff every token gets its own verdict."""
    answer = json.loads(insights("decode-token", "--json", stdin=f"{TOKEN}\n{BAD}\n").out)
    assert [each["subject"]["grade"] for each in answer["tokens"]] == ["plausible", "impossible"]


REDACTED = sign(
    claims(
        sub="user:acme/jane.smith@acme-corp.com",
        iss="https://portal.acme-corp.com/api/auth",
        ent=["group:acme/platform"],
        name="Jane Smith",
        **{"https://acme-corp.com/claims": {"acme": ["Jane"]}, "level": 4711},
    )
)


@pytest.mark.parametrize("argv", [(), ("--json",)])
def test_redacted_output_holds_no_name(insights: Insights, argv: tuple[str, ...]) -> None:
    """With --redact no name, host or number is left, and the shape of sub still tells what is wrong."""
    result = insights("decode-token", "--redact", *argv, stdin=REDACTED)
    for name in ("jane", "smith", "acme", "platform", "4711", KID):
        assert name not in (result.out + result.err).lower()
    assert "user:xxxx/xxxx.xxxxx@xxxx-xxxx.xxx" in result.out
    assert "e-mail address as the name" in result.out
    assert "https://xxxxxx.xxxx-xxxx.xxx/api/auth" in result.out


NESTED = forge(
    {"typ": "vnd.backstage.plugin", "alg": "ES256"}, {"sub": "catalog", "aud": "x", "obo": TOKEN, "t": TOKEN}
)
EVIL = sign(claims(sub=TOKEN, name="\x1b[31mred\x07", more=[{"deep": TOKEN}]))


@pytest.mark.parametrize("token", [TOKEN, BAD, NESTED, EVIL, forge({"alg": "none"}, claims(), ""), f"{TOKEN[:-20]}"])
@pytest.mark.parametrize("argv", [(), ("--json",), ("--redact",), ("--jwks", "jwks.json"), ("--color", "always")])
def test_no_output_holds_a_token_or_signature(insights: Insights, keys: str, token: str, argv: tuple[str, ...]) -> None:
    """Neither the token, nor a part of it, nor a proof in its claims is ever repeated."""
    result = insights("decode-token", *argv, stdin=f"Bearer {token}", terminal=False)
    said = result.out + result.err
    parts = [part for text in (token, TOKEN) for part in text.split(".") if len(part) > 20]
    assert not [part for part in (*parts, "U" * 20) if part[:24] in said or part[-24:] in said]
    assert "\x1b[31mred" not in said


def test_odd_tokens_are_no_crash(insights: Insights) -> None:
    """Huge numbers, odd types and odd characters end in an answer."""
    odd: dict[str, object] = {
        "sub": ["x"],
        "exp": 1e999,
        "iat": -1e18,
        "nbf": {},
        "aud": 5,
        "ent": {},
        "iss": None,
        "": "",
    }
    text = json.dumps(odd).replace("Infinity", "1e999")
    for header in ({"typ": USER, "alg": 5, "kid": 7}, {"typ": None, "alg": "ES256"}, {"typ": USER, "alg": "ES256"}):
        result = insights("decode-token", "--json", stdin=forge(header, text))
        assert (result.code, json.loads(result.out)["exit_code"]) == (1, 1)


def test_reading_imports_nothing_heavy() -> None:
    """Without keys no network, crypto or keyring library is imported."""
    code = "\n".join(
        (
            "import sys",
            "from insights_cli.__main__ import main",
            "sys.argv[1:] = ['decode-token', '-', '--at', sys.argv[1]]",
            "try:\n    main()\nexcept SystemExit:\n    pass",
            "print(sorted(sys.modules))",
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(NOW)],
        input=TOKEN,
        capture_output=True,
        text=True,
        check=True,
        env=dict(uncovered_environ()),
    )
    loaded = set(done.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert not loaded & {
        "cryptography",
        "httpx",
        "keyring",
        "jwt",
        "asyncio",
        "ssl",
        "socket",
        "rich",
        "yaml",
        "msgspec",
    }


def test_both_ways_to_read_the_command_line_know_the_same_flags() -> None:
    """The quick reader and the framework take the same flags, as fields of the same request."""
    plain = PLAIN_COMMANDS["decode-token"]
    flags = {
        option for param in load_command("decode-token").params for option in param.opts if option.startswith("--")
    }
    shared = {"--color", "--verbose", "--quiet", "--help"}
    assert plain.switches | plain.values | plain.lists == flags - shared
    fields = {name.replace("_", "-") for name in TokenRequest.__annotations__} - {"tokens"}
    assert {f"--{name}" for name in fields} == flags - shared


@pytest.mark.parametrize(
    "argv", [("-", "--json"), ("--json", "-"), ("--json", "--", "-"), ("--json=",), ("-q", "--json")]
)
def test_the_order_of_flags_does_not_matter(insights: Insights, argv: tuple[str, ...]) -> None:
    """Flags may stand anywhere, and odd spellings are left to the framework."""
    result = insights("decode-token", *argv, stdin=TOKEN)
    assert result.code == (2 if argv == ("--json=",) else 0)
