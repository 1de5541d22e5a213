"""All checks, in the order in which an administrator has to get things right."""

from insights_cli.doctor import Check
from insights_cli.doctor.checks import (
    backend_wiring,
    catalog_content,
    config_rules,
    frontend_wiring,
    live_backstage,
    local_files,
    local_server,
    sign_in,
    token,
    versions,
)

CHECKS: tuple[Check, ...] = (
    *versions.CHECKS,
    *backend_wiring.CHECKS,
    *frontend_wiring.CHECKS,
    *sign_in.CHECKS,
    *config_rules.CHECKS,
    *token.CHECKS,
    *live_backstage.CHECKS,
    *catalog_content.CHECKS,
    *local_server.CHECKS,
    *local_files.CHECKS,
)
