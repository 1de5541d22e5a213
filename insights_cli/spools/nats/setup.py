"""Create the streams and the consumer of a spool, or check that those that exist keep its promise."""

from insights_cli.spools import Limits, SpoolUnavailableError
from insights_cli.spools.nats import failures, names
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.names import Config, Names, differences, larger

_MOST_BY_ITSELF = 3


async def set_up(js: JetStream, called: Names, limits: Limits, *, lease_s: float, replicas: int | None) -> int:
    """Make or check everything; how many replicas the streams have. Raises InsightsError when it cannot be."""
    await js.check()
    told: list[tuple[str, str]] = []
    found = 1
    for wanted in names.streams(called, limits):
        config = await _stream(js, wanted, replicas)
        told += [(f"stream {wanted['name']}", each) for each in differences(wanted, config)]
        found = int(str(config.get("num_replicas", 1)))
        if replicas is not None and found != replicas:
            told.append((f"stream {wanted['name']}", f"num_replicas is {found}, asked for were {replicas}"))
    told += await _check_consumer(js, called, lease_s)
    if told:
        raise failures.other_settings(js.shown, told)
    return found


async def must_exist(js: JetStream, called: Names) -> None:
    """For looking from outside: nothing is made."""
    await js.check()
    for stream in (called.waiting, called.dead, called.books):
        try:
            await js.ask(f"STREAM.INFO.{stream}")
        except ApiError as error:
            if error.number != failures.STREAM_MISSING:
                raise failures.translated(error, js.shown) from error
            fix = "start `insights serve` once, or name the spool with --spool"
            raise SpoolUnavailableError("SP107", f"there is no spool at {js.shown}", fix=fix) from error


async def _stream(js: JetStream, wanted: Config, replicas: int | None) -> Config:
    name = wanted["name"]
    try:
        found = _config(await js.ask(f"STREAM.INFO.{name}"))
    except ApiError as error:
        if error.number != failures.STREAM_MISSING:
            raise failures.translated(error, js.shown) from error
        return await _create(js, wanted, replicas)
    if (raised := larger(wanted, found)) and not differences(wanted, found):
        return await _ask_config(js, f"STREAM.UPDATE.{name}", {**found, **raised})
    return found


async def _create(js: JetStream, wanted: Config, replicas: int | None) -> Config:
    """With as many replicas as were asked for, else as many as the cluster takes, at most three."""
    for number in [replicas] if replicas else range(_MOST_BY_ITSELF, 0, -1):
        try:
            return await _ask_config(js, f"STREAM.CREATE.{wanted['name']}", {**wanted, "num_replicas": number})
        except ApiError as error:
            if error.number not in failures.NO_PLACE:
                raise failures.translated(error, js.shown) from error
            if number == (replicas or 1):
                raise failures.no_place(js.shown, number, error) from error
    raise AssertionError


async def _ask_config(js: JetStream, verb: str, question: Config) -> Config:
    return _config(await js.ask(verb, question))


def _config(answer: Config) -> Config:
    config = answer["config"]
    assert isinstance(config, dict)
    return config


async def _check_consumer(js: JetStream, called: Names, lease_s: float) -> list[tuple[str, str]]:
    wanted = names.consumer(called, lease_s)
    where = f"{called.waiting}.{called.consumer}"
    try:
        try:
            found = _config(await js.ask(f"CONSUMER.INFO.{where}"))
        except ApiError as error:
            if error.number != failures.CONSUMER_MISSING:
                raise
            question = {"stream_name": called.waiting, "config": wanted, "action": "create"}
            found = _config(await js.ask(f"CONSUMER.CREATE.{where}", question))
    except ApiError as error:
        raise failures.translated(error, js.shown) from error
    return [(f"consumer {called.consumer}", each) for each in differences(wanted, found)]
