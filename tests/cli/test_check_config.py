"""What `insights check-config` prints, writes and exits with."""

import json
import os
from pathlib import Path

import pytest

from insights_cli.render.schemas import schema_text
from tests.app_config.checks.examples import commit, write_files
from tests.conftest import Insights

GOOD = """app:
  baseUrl: https://portal.example.com
permission:
  enabled: true
spotify:
  apiToken: ${TOKEN}
  licenseKey: ${LICENSE}
"""
WARNED = GOOD + "backstageInsights:\n  captureIdentityFields: [spec.profile.email]\n"
BROKEN = GOOD + "backstageInsights:\n  captureEntityFields: spec.system\n"
VARIABLES = {"TOKEN": "value-of-token", "LICENSE": "value-of-license"}


def put(folder: Path, text: str, name: str = "app-config.yaml") -> None:
    """Write one configuration file."""
    write_files(folder, {name: text})


@pytest.mark.parametrize(
    ("text", "flags", "code"),
    [
        (GOOD, (), 0),
        (WARNED, (), 0),
        (WARNED, ("--strict",), 1),
        (WARNED, ("--fail-on", "warning"), 1),
        (BROKEN, (), 1),
        (BROKEN, ("--fail-on", "never"), 0),
        (BROKEN, ("--ignore", "IN106"), 0),
        (BROKEN, ("--ignore", "in1"), 0),
        (BROKEN, ("--select", "IN2,IN3"), 0),
        (BROKEN, ("--select", "IN999"), 2),
        (BROKEN, ("--ignore", ""), 2),
        (BROKEN, ("--format", "xml"), 2),
        (BROKEN, ("--report", "xml=out"), 2),
        (BROKEN, ("--plugin-version", "new"), 2),
        (BROKEN, ("app-config.yaml", "--config", "app-config.yaml"), 2),
        (BROKEN, ("--config", "missing.yaml"), 3),
        (BROKEN, ("--baseline", "missing.json"), 3),
        (BROKEN, ("--report", "json=no/such/folder"), 3),
    ],
)
def test_the_exit_code_tells_how_it_went(
    insights: Insights, tmp_path: Path, text: str, flags: tuple[str, ...], code: int
) -> None:
    """0 is fine, 1 is bad, 2 is a wrong command line, 3 is no answer."""
    put(tmp_path, text)
    assert insights("check-config", *flags, **VARIABLES).code == code


def test_nothing_found_is_no_success(insights: Insights, tmp_path: Path) -> None:
    """Without any file the answer is 3 and the places searched."""
    result = insights("check-config")
    assert result.code == 3
    assert str(tmp_path / "app-config.yaml") in result.err
    assert "IN001" in result.err


def test_a_finding_shows_its_line(insights: Insights, tmp_path: Path) -> None:
    """The text has place, code, source line, caret, reason and fix."""
    put(tmp_path, BROKEN)
    out = insights("check-config", **VARIABLES).out
    assert out.startswith("app-config.yaml:9:24: error[IN106] captureEntityFields is a text")
    assert "9 |   captureEntityFields: spec.system\n  |                        ^^^^^^^^^^^" in out
    assert "= fix: captureEntityFields: [spec.system]" in out


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (GOOD, ()),
        (BROKEN, ()),
        (BROKEN, ("--lax",)),
        (BROKEN, ("--config", "missing.yaml")),
        (BROKEN, ("--select", "IN999")),
        (GOOD, ("--trace", "spotify.apiToken")),
        (GOOD, ("--trace", "no.such.key")),
        ("a: b: c\n", ()),
    ],
)
def test_json_is_as_published(insights: Insights, tmp_path: Path, text: str, flags: tuple[str, ...]) -> None:
    """Every JSON answer fits the schema that `insights explain --schema check-config` prints."""
    jsonschema = pytest.importorskip("jsonschema")
    put(tmp_path, text)
    schema = json.loads(insights("explain", "--schema", "check-config").out)
    assert schema == json.loads(schema_text("check-config"))
    result = insights("check-config", "--json", *flags, **VARIABLES)
    jsonschema.Draft202012Validator(schema).validate(json.loads(result.out))
    assert json.loads(result.out)["exit_code"] == result.code


def test_one_run_writes_several_reports(insights: Insights, tmp_path: Path) -> None:
    """`--report` adds files in other formats and changes neither the screen nor the exit code."""
    put(tmp_path, BROKEN)
    plain = insights("check-config", **VARIABLES)
    both = insights("check-config", "--report", "sarif=a.sarif", "--report", "json=b.json", **VARIABLES)
    assert (both.code, both.out) == (plain.code, plain.out)
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((tmp_path / "b.json").read_text())["command"] == "check-config"


def test_unset_variables_are_unknown_under_lax(insights: Insights, tmp_path: Path) -> None:
    """`--lax` invents no value: rules that need one are skipped and counted."""
    put(tmp_path, GOOD + "backstageInsights:\n  salt: ${SALT}\n  hostFilter: ${HOST}\n")
    strict = json.loads(insights("check-config", "--json").out)
    lax = json.loads(insights("check-config", "--json", "--lax").out)
    assert {each["code"] for each in strict["findings"]} >= {"IN203"}
    assert lax["findings"] == []
    assert {"IN206", "IN303", "IN304"} <= {each["code"] for each in lax["skipped"]}
    assert lax["summary"]["skipped"] == len(lax["skipped"])


def test_an_env_file_gives_variables(insights: Insights, tmp_path: Path) -> None:
    """`--env-file` sets what the environment does not."""
    put(tmp_path, GOOD)
    put(tmp_path, "TOKEN=one\nLICENSE=two\n", ".env")
    assert insights("check-config", "--env-file", ".env").code == 0


def test_a_baseline_hides_what_is_known(insights: Insights, tmp_path: Path) -> None:
    """Findings of the baseline are counted and not shown, also when their lines move; new ones are shown."""
    put(tmp_path, WARNED)
    assert insights("check-config", "--write-baseline", "base.json", **VARIABLES).code == 0
    put(tmp_path, "# moved\n\n" + WARNED + "  hostfilter: x\n")
    answer = json.loads(insights("check-config", "--baseline", "base.json", "--json", **VARIABLES).out)
    assert [each["code"] for each in answer["findings"]] == ["IN131"]
    assert answer["summary"]["suppressed"] == 1


def test_no_baseline_is_made_of_something_else(insights: Insights, tmp_path: Path) -> None:
    """A file that is no baseline is refused, not taken as empty."""
    put(tmp_path, GOOD)
    result = insights("check-config", "--baseline", "app-config.yaml", **VARIABLES)
    assert (result.code, "IN020" in result.err) == (3, True)


def test_overlays_are_looked_at(insights: Insights, tmp_path: Path) -> None:
    """A production file that Backstage does not load by itself is checked over the base file, and that is said."""
    put(tmp_path, GOOD.replace("https://portal.example.com", "http://localhost:3000"))
    put(tmp_path, "backstageInsights:\n  salt: 12\n  debug: true\n", "app-config.production.yaml")
    out = insights("check-config", **VARIABLES).out
    assert "app-config.production.yaml:2:9: error[IN105]" in out
    assert "app-config.production.yaml:3:10: error[IN301]" in out
    assert "which Backstage loads only when --config names it" in out
    assert "IN105" not in insights("check-config", "app-config.yaml", **VARIABLES).out


def test_a_broken_overlay_is_a_finding(insights: Insights, tmp_path: Path) -> None:
    """An overlay that cannot be loaded does not hide what is known of the rest."""
    put(tmp_path, BROKEN)
    put(tmp_path, "a: b: c\n", "app-config.production.yaml")
    codes = [each["code"] for each in json.loads(insights("check-config", "--json", **VARIABLES).out)["findings"]]
    assert codes == ["IN005", "IN106"]


def test_unset_variables_of_an_overlay_are_no_findings(insights: Insights, tmp_path: Path) -> None:
    """What production sets in its own environment is unknown here, and not missing."""
    put(tmp_path, "app:\n  baseUrl: http://localhost:3000\npermission:\n  enabled: true\n")
    put(tmp_path, GOOD.replace("TOKEN", "ELSEWHERE"), "app-config.production.yaml")
    assert insights("check-config", "--format", "concise").out == ""


def test_a_plain_token_is_worse_in_git(insights: Insights, tmp_path: Path) -> None:
    """A token in a tracked file is an error, elsewhere a warning."""
    put(tmp_path, GOOD.replace("${TOKEN}", "Zk3u8dQ1"))
    before = json.loads(insights("check-config", "--json", **VARIABLES).out)["findings"]
    commit(tmp_path)
    after = json.loads(insights("check-config", "--json", **VARIABLES).out)["findings"]
    assert [(each["code"], each["severity"]) for each in (*before, *after)] == [
        ("IN201", "warning"),
        ("IN201", "error"),
    ]


def test_standard_input_is_a_file(insights: Insights) -> None:
    """`-` reads the configuration from standard input."""
    result = insights("check-config", "-", stdin=BROKEN, **VARIABLES)
    assert result.out.startswith("<stdin>:9:24: error[IN106]")


def test_app_config_variables_have_a_place(insights: Insights, tmp_path: Path) -> None:
    """A value that comes from the environment is named by its variable."""
    put(tmp_path, GOOD)
    result = insights("check-config", APP_CONFIG_backstageInsights_salt="12", **VARIABLES)
    assert "env:APP_CONFIG_backstageInsights_salt:1:1: error[IN105]" in result.out


def test_included_files_have_their_own_places(insights: Insights, tmp_path: Path) -> None:
    """A value out of an included file is found there, with its line."""
    put(tmp_path, GOOD + "backstageInsights:\n  $include: extra.yaml\n")
    put(tmp_path, "# more\nhostFilter: https://portal.example.com\n", "extra.yaml")
    out = insights("check-config", **VARIABLES).out
    assert "extra.yaml:2:13: error[IN303]" in out
    assert "2 | hostFilter: https://portal.example.com" in out


def test_the_effective_configuration_hides_secrets(insights: Insights, tmp_path: Path) -> None:
    """`--print-effective` prints the merged values alone, secrets only with `--reveal`."""
    put(tmp_path, GOOD)
    hidden = insights("check-config", "--print-effective", **VARIABLES).out
    shown = json.loads(insights("check-config", "--print-effective", "--format", "json", "--reveal", **VARIABLES).out)
    assert 'apiToken: "***"' in hidden
    assert "value-of-token" not in hidden
    assert shown["spotify"] == {"apiToken": "value-of-token", "licenseKey": "value-of-license"}


def test_a_trace_tells_who_won(insights: Insights, tmp_path: Path) -> None:
    """`--trace` lists every source that sets the value, the variable it came from and the winner."""
    put(tmp_path, "app:\n  title: One\n")
    put(tmp_path, "app:\n  title: ${TITLE}\n", "app-config.local.yaml")
    out = insights("check-config", "--trace", "app.title", TITLE="Two").out
    assert out.splitlines() == [
        'app.title = "Two"',
        "  app-config.yaml:2:10        One       overridden by app-config.local.yaml:2:10",
        "  app-config.local.yaml:2:10  ${TITLE}  counts",
        "      TITLE is set",
    ]


def test_a_trace_shows_control_characters_with_colours_too(insights: Insights, tmp_path: Path) -> None:
    """What is written in a file must not steer the terminal, which is where colours are."""
    put(tmp_path, 'app: {title: "a\x1b[31mb"}\n')
    out = insights("check-config", "--trace", "app.title", FORCE_COLOR="1").out
    assert "\x1b[1mapp.title" in out
    assert "\x1b[31m" not in out


@pytest.mark.parametrize("key", ["proxy.endpoints./a.b.target", "proxy.endpoints['/a.b'].target", "list[1]", "list.0x"])
def test_a_trace_reaches_every_key(insights: Insights, tmp_path: Path, key: str) -> None:
    """Keys that hold dots and list items can be named."""
    put(tmp_path, "proxy:\n  endpoints:\n    /a.b: {target: t}\nlist: [a, b]\n")
    assert insights("check-config", "--trace", key).code == (1 if key == "list.0x" else 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_no_success(insights: Insights, tmp_path: Path) -> None:
    """A file that may not be read is exit code 3."""
    put(tmp_path, GOOD)
    (tmp_path / "app-config.yaml").chmod(0)
    assert insights("check-config").code == 3
