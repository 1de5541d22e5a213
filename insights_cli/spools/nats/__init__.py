"""A spool in a NATS JetStream cluster: several servers fill and empty it, and it outlives any one machine.

The client library is imported only when such a spool is opened.
"""

from insights_cli.spools import Settings, Spool, SpoolKind, SpoolUnavailableError, SpoolView
from insights_cli.spools.nats.address import SCHEMES, shown


def _missing(error: ModuleNotFoundError) -> SpoolUnavailableError:
    fix = "pip install 'insights-cli[nats]'"
    notes = (("cause", f"{error}"),)
    return SpoolUnavailableError("SP140", "the client library of NATS is not installed", fix=fix, notes=notes)


async def _open(address: str, settings: Settings) -> Spool:
    try:
        from insights_cli.spools.nats.opening import open_spool
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    return await open_spool(address, settings)


async def _view(address: str, settings: Settings) -> SpoolView:
    try:
        from insights_cli.spools.nats.opening import view_spool
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    return await view_spool(address, settings)


KIND = SpoolKind(
    name="nats",
    title="NATS JetStream, acknowledged by a quorum of its replicas",
    open=_open,
    view=_view,
    shown=shown,
    aliases=SCHEMES[1:],
)
