"""A spool in PostgreSQL, for several servers at once; psycopg is loaded when one is opened."""

from importlib import import_module
from types import ModuleType

from insights_cli.errors import InsightsError
from insights_cli.spools import Checkup, Settings, Spool, SpoolKind, SpoolUnavailableError, SpoolView
from insights_cli.spools.postgresql.address import shown


def _engine(name: str) -> ModuleType:
    try:
        return import_module(f"insights_cli.spools.postgresql.{name}")
    except ImportError as error:
        raise _not_installed(error) from error


def _not_installed(error: ImportError) -> InsightsError:
    fix = "pip install 'psycopg[binary]>=3.2'"
    notes = (("cause", " ".join(str(error).split())),)
    return SpoolUnavailableError("SP114", "a spool in PostgreSQL needs psycopg 3", fix=fix, notes=notes)


async def _open(address: str, settings: Settings) -> Spool:
    spool: Spool = await _engine("opening").open_spool(address, settings)
    return spool


async def _view(address: str, settings: Settings) -> SpoolView:
    view: SpoolView = await _engine("opening").open_view(address, settings)
    return view


async def _check(address: str) -> Checkup:
    found: Checkup = await _engine("checkup").check(address)
    return found


KIND = SpoolKind(
    name="postgresql",
    title="a schema in PostgreSQL, for several servers at once",
    open=_open,
    view=_view,
    check=_check,
    shown=shown,
    aliases=("postgres",),
)
