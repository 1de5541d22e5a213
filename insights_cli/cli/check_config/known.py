"""What a baseline says is known already, and writing one."""

from collections import Counter
from collections.abc import Sequence

from insights_cli.app_config.baseline import baseline_text, not_in, parse_baseline
from insights_cli.cli.check_config.request import CheckRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.report_file import write_text
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Diagnostic


def without_known(found: Sequence[Diagnostic], request: CheckRequest, invocation: Invocation) -> tuple[Diagnostic, ...]:
    """What of *found* the baseline of *request* does not know, once it is written where that is asked for.

    Raises:
        InsightsError: IN020 or IN021, the baseline cannot be read or written.
    """
    if request.write_baseline:
        write_text(invocation, request.write_baseline, baseline_text(found))
    name = request.baseline or request.write_baseline
    known = parse_baseline(_text_of(name, invocation), name) if name else Counter()
    return not_in(known, found)


def _text_of(name: str, invocation: Invocation) -> str:
    try:
        with open(invocation.place(name), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError as error:
        raise InsightsError("IN020", f"the baseline {name} cannot be read: {error.strerror}") from error
