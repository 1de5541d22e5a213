"""What `check-config` is asked, as a value."""

from collections.abc import Sequence

from insights_cli.model.value import value


@value
class CheckRequest:
    """The command line of `check-config`, each flag by its name."""

    files: Sequence[str] = ()
    config: Sequence[str] = ()
    env_file: Sequence[str] = ()
    lax: bool = False
    strict: bool = False
    fail_on: str = "error"
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    format: str = "text"
    json: bool = False
    report: Sequence[str] = ()
    trace: str | None = None
    print_effective: bool = False
    reveal: bool = False
    plugin_version: str | None = None
    baseline: str | None = None
    write_baseline: str | None = None

    @property
    def configs(self) -> tuple[str, ...]:
        """The files that were named, in order."""
        return (*self.files, *self.config)
