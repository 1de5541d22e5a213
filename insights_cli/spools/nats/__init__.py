"""A spool in NATS JetStream, for several servers at once; nats-py is loaded when one is opened."""

from importlib import import_module
from types import ModuleType

from insights_cli.spools import Settings, Spool, SpoolKind, SpoolUnavailableError, SpoolView
from insights_cli.spools.nats.address import shown


def _opening() -> ModuleType:
    try:
        return import_module("insights_cli.spools.nats.opening")
    except ImportError as error:
        fix = "pip install 'nats-py[nkeys]>=2.10'"
        notes = (("cause", " ".join(str(error).split())),)
        raise SpoolUnavailableError("SP140", "a spool in NATS needs nats-py", fix=fix, notes=notes) from error


async def _open(address: str, settings: Settings) -> Spool:
    spool: Spool = await _opening().open_spool(address, settings)
    return spool


async def _view(address: str, settings: Settings) -> SpoolView:
    view: SpoolView = await _opening().open_view(address, settings)
    return view


KIND = SpoolKind(
    name="nats",
    title="streams in NATS JetStream, for several servers at once",
    open=_open,
    view=_view,
    shown=shown,
    has_replicas=True,
    aliases=("tls",),
)
