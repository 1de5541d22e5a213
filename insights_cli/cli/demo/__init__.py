"""`insights demo`."""

from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of

app = new_app()


@app.command(
    epilog=exit_codes(
        OK="every event is accounted for", FINDINGS="something did not add up", UNKNOWN="it could not run"
    )
)
def demo(
    ctx: typer.Context,
    open_page: Annotated[bool, typer.Option("--open", help="Open the inspector and stay until Ctrl-C.")] = False,
) -> int:
    """See the whole way on a built-in sample: check, preview, serve, forward, and account for every event.

    Nothing has to be configured, nothing is sent to anybody but this machine, and nothing is left behind.
    """
    invocation = invocation_of(ctx, "demo")
    # What only a run needs, so that --help does not wait for it.
    from tempfile import TemporaryDirectory

    from insights_cli.cli.demo.stage import Stage
    from insights_cli.cli.demo.story import tell

    with TemporaryDirectory(prefix="insights-demo-") as folder:
        return tell(Stage(folder=Path(folder), invocation=invocation), stays=open_page)
