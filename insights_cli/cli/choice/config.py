"""The project's configuration for commands that can also do without."""

from collections.abc import Sequence

from insights_cli.app_config.document import Document
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError

_NOTHING_FOUND = "IN001"


def find_config(invocation: Invocation, configs: Sequence[str] = ()) -> Document | None:
    """What Backstage would load where the user is; None when there is no configuration and none was named.

    Values that depend on unset variables are unknown. Raises InsightsError for files that cannot be read or parsed.
    """
    from insights_cli.app_config.files import DiskFiles
    from insights_cli.app_config.sources import load

    environment, folder = invocation.runtime.environ, invocation.cwd
    try:
        return load(environment=environment, folder=folder, files=DiskFiles(), configs=configs, is_lax=True)
    except InsightsError as error:
        if error.code == _NOTHING_FOUND and not configs:
            return None
        raise
