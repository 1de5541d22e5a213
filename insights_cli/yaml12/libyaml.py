"""libyaml's events through PyYAML, without the two thirds of PyYAML that are written in Python.

`import yaml` loads a scanner, constructors and resolvers of its own, which cost 9 ms of CPU and are never used here.
Whoever needs them in the same process gets them: the package completes itself when it is asked for anything else.
"""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import SimpleNamespace
from typing import Any, Final

# What the binding takes only the class of an error from, by module.
_ERRORS: Final = {
    "reader": "ReaderError",
    "scanner": "ScannerError",
    "parser": "ParserError",
    "composer": "ComposerError",
    "constructor": "ConstructorError",
    "emitter": "EmitterError",
    "serializer": "SerializerError",
    "representer": "RepresenterError",
}


def _load() -> Any:
    """The binding to libyaml; None where PyYAML was built without it."""
    spec = None if "yaml" in sys.modules else PathFinder.find_spec("yaml")
    try:
        if spec is not None:
            return _binding(spec)
    except (ImportError, AttributeError):
        # This PyYAML is put together in another way.
        for name in [each for each, module in sys.modules.items() if module and each.partition(".")[0] == "yaml"]:
            del sys.modules[name]
    import yaml

    return sys.modules.get("yaml._yaml") if yaml.__with_libyaml__ else None


def _binding(spec: ModuleSpec) -> Any:
    package: Any = module_from_spec(spec)
    sys.modules["yaml"] = package
    for name in ("error", "tokens", "events", "nodes"):
        import_module(f"yaml.{name}")
    for name, error in _ERRORS.items():
        stand_in = SimpleNamespace(**{error: type(error, (package.error.MarkedYAMLError,), {})})
        setattr(package, name, stand_in)
    binding: Any = import_module("yaml._yaml")
    for name in _ERRORS:
        delattr(package, name)

    def complete(name: str) -> Any:
        del package.__getattr__
        package.__spec__.loader.exec_module(package)
        for module, error in _ERRORS.items():
            setattr(binding, error, getattr(getattr(package, module), error))
        return getattr(package, name)

    # Python asks this for names that the module does not have (PEP 562).
    package.__getattr__ = complete
    return binding


LIBYAML: Final[Any] = _load()
"""PyYAML's binding to libyaml, None where it was built without."""

EVENTS: Final[Any] = sys.modules["yaml.events"]
"""The classes of the events that it gives."""

YAMLError: Final[Any] = sys.modules["yaml.error"].YAMLError
"""What it raises for a text that is not YAML."""
