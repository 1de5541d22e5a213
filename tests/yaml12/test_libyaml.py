"""libyaml is loaded alone, and the rest of PyYAML when somebody asks for it."""

import subprocess
import sys

import pytest

from insights_cli.yaml12.libyaml import EVENTS, LIBYAML, YAMLError


def said(script: str) -> str:
    """What a fresh interpreter prints for *script*."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_only_what_is_used_is_loaded() -> None:
    """The parts of PyYAML that are written in Python stay away."""
    script = "import sys, insights_cli.yaml12.libyaml; print(*sorted(each for each in sys.modules if 'yaml.' in each))"
    loaded = [each for each in said(script).split() if each.startswith("yaml.")]
    assert loaded == ["yaml._yaml", "yaml.error", "yaml.events", "yaml.nodes", "yaml.tokens"]


def test_events_are_those_of_the_module() -> None:
    """The binding makes instances of the shown classes."""
    assert type(LIBYAML.CParser("a").get_event()) is EVENTS.StreamStartEvent


def test_a_text_that_is_no_yaml_raises_the_shown_error() -> None:
    """One class stands above all errors."""
    parser = LIBYAML.CParser("a: [")
    with pytest.raises(YAMLError, match="flow node"):
        list(iter(parser.get_event, None))


@pytest.mark.parametrize(
    "script",
    [
        "import yaml; print(yaml.safe_load('1'), yaml.__with_libyaml__, yaml.error.YAMLError.__name__)",
        "from yaml import CSafeLoader, load; import yaml; print(load('1', CSafeLoader), True, yaml.YAMLError.__name__)",
        "import yaml.scanner, yaml; print(1, 'scanner' in dir(yaml), yaml.YAMLError.__name__)",
    ],
    ids=["attribute", "from", "submodule"],
)
def test_the_rest_comes_when_it_is_asked_for(script: str) -> None:
    """Others in the same process have the whole package, however they import it."""
    assert said(f"import insights_cli.yaml12.libyaml\n{script}") == "1 True YAMLError"


def test_errors_are_those_of_the_whole_package_once_it_is_there() -> None:
    """A caller who names a class of PyYAML catches it."""
    script = """
import insights_cli.yaml12.libyaml, yaml
try:
    yaml.load("a: [", yaml.CSafeLoader)
except yaml.parser.ParserError as error:
    print(type(error).__module__)
"""
    assert said(script) == "yaml.parser"


def test_a_package_that_is_there_already_is_used() -> None:
    """Nothing is loaded twice."""
    script = "import yaml; from insights_cli.yaml12 import libyaml; print(libyaml.YAMLError is yaml.YAMLError)"
    assert said(script) == "True"


def test_a_package_put_together_in_another_way_is_imported_whole() -> None:
    """Where the light way fails, the usual one is taken."""
    script = """
import importlib, importlib.util, sys
make = importlib.util.module_from_spec
def broken(spec):
    importlib.util.module_from_spec = make
    module = make(spec)
    module.__path__ = []
    return module
importlib.util.module_from_spec = broken
from insights_cli.yaml12 import libyaml
print("yaml.scanner" in sys.modules, libyaml.LIBYAML is sys.modules["yaml._yaml"])
"""
    assert said(script) == "True True"


def test_without_the_binding_there_is_none() -> None:
    """A PyYAML without libyaml is no error."""
    script = (
        "import sys; sys.modules['yaml._yaml'] = None; from insights_cli.yaml12 import libyaml as it; print(it.LIBYAML)"
    )
    assert said(script) == "None"
