"""`/metrics` in Prometheus' text format, made of what was counted anyway."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from insights_cli.pipeline.ledger import Ledger
from insights_cli.server.counts import Counts, Distribution
from insights_cli.spools import SpoolStats


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """What is looked up when it is asked for; *instance* tells servers of a shared spool apart, else it is empty."""

    spool: SpoolStats
    connections: int
    turned_out: int
    stalled_s: float
    now: datetime
    instance: str = ""


def render_metrics(ledger: Ledger, counts: Counts, gauges: Gauges) -> bytes:
    """All metrics as text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(lambda: map(partial(_of, gauges.instance), _families(ledger, counts, gauges))))
    return generate_latest(registry)


def _of(instance: str, metric: Metric) -> Metric:
    if instance:
        metric.samples = [sample._replace(labels={**sample.labels, "instance": instance}) for sample in metric.samples]
    return metric


class _Families:
    def __init__(self, make: Callable[[], Iterator[Metric]]) -> None:
        self.collect = make


def _families(ledger: Ledger, counts: Counts, gauges: Gauges) -> Iterator[Metric]:
    spool = gauges.spool
    yield _counter("insights_events_received", "Events that came in.", ledger.received)
    yield _counter("insights_events_accepted", "Events on stable storage.", ledger.accepted)
    yield _by("insights_events_rejected", "Events that were not taken.", "reason", ledger.rejected)
    yield _counter("insights_events_delivered", "Events that the upstream took.", counts.delivered)
    yield _by("insights_events_dead", "Events set aside.", "reason", counts.dead)
    yield _counter("insights_events_lost", "Events destroyed by damage to the spool.", spool.lost)
    yield _by("insights_requests", "Answers.", "status", {str(key): n for key, n in counts.answers.items()})
    yield _histogram("insights_request_seconds", "From head to answer.", counts.seconds)
    yield _histogram("insights_request_bytes", "Bodies as sent.", counts.sent_bytes)
    yield _gauge("insights_connections", "Open connections.", gauges.connections)
    yield _counter("insights_connections_turned_out", "Closed to make room.", gauges.turned_out)
    yield from _spool(spool, gauges.now)
    yield _histogram("insights_spool_fsync_seconds", "Durable writes.", counts.commits)
    yield _histogram("insights_spool_commit_events", "Events in a durable write.", counts.commit_events)
    yield _by("insights_forward_attempts", "Deliveries tried.", "status", counts.attempts)
    yield _histogram("insights_forward_seconds", "One delivery.", counts.attempt_seconds)
    yield _histogram("insights_forward_batch_events", "Events in a delivery.", counts.attempt_events)
    yield _gauge("insights_forward_stalled_seconds", "Since when the upstream takes nothing.", gauges.stalled_s)


def _spool(spool: SpoolStats, now: datetime) -> Iterator[Metric]:
    oldest = spool.oldest_waiting_at
    age_s = max((now - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield _by(
        "insights_spool_events",
        "Events in the spool.",
        "state",
        {"waiting": spool.waiting, "claimed": spool.claimed, "dead": spool.dead},
        gauge=True,
    )
    yield _gauge("insights_spool_bytes", "Bodies in the spool.", spool.bytes)
    yield _gauge("insights_spool_oldest_age_seconds", "Age of the oldest event that waits.", age_s)


def _counter(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(name, words, value=value)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _by(name: str, words: str, label: str, values: Mapping[str, int], *, gauge: bool = False) -> Metric:
    family = (GaugeMetricFamily if gauge else CounterMetricFamily)(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _histogram(name: str, words: str, values: Distribution) -> Metric:
    return HistogramMetricFamily(name, words, buckets=values.buckets(), sum_value=values.total)
