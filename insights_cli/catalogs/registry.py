"""Every catalog there is, the one that needs least first."""

from insights_cli.catalogs import Catalog
from insights_cli.catalogs.files.catalog import CATALOG as FILES
from insights_cli.catalogs.http.catalog import CATALOG as HTTP

CATALOGS: tuple[type[Catalog], ...] = (FILES, HTTP)
