"""How long catalogs take with 10,000 entities: `python -m tests.benchmarks.catalogs`.

Prints wall and CPU seconds of loading and of whole previews; nothing is gated.
"""

import asyncio
import io
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from insights_cli.catalogs import Catalog
from insights_cli.catalogs.files.catalog import FilesCatalog
from insights_cli.catalogs.files.locations import pointer_to
from insights_cli.catalogs.http.catalog import HttpCatalog
from insights_cli.cli.main import run
from insights_cli.cli.runtime import Runtime
from insights_cli.model.entity import EntityRef
from insights_cli.model.json import JsonValue
from tests.catalogs.http.backend import FakeBackstage, serving

COUNT = 10_000
YAML = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: service-{number}
  description: Service number {number} of the shop
  annotations:
    backstage.io/techdocs-ref: dir:.
    github.com/project-slug: acme/service-{number}
  tags: [java, grpc]
  links:
    - url: https://grafana.example.org/d/{number}
      title: Dashboard
spec:
  type: service
  lifecycle: production
  owner: team-{team}
  system: shop
"""


def entity(number: int) -> dict[str, JsonValue]:
    """The JSON form of one entity."""
    metadata: dict[str, JsonValue] = {"name": f"service-{number}", "namespace": "default", "tags": ["java", "grpc"]}
    spec: dict[str, JsonValue] = {"type": "service", "lifecycle": "production", "owner": f"team-{number % 50}"}
    return {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": metadata, "spec": spec}


def measure(words: str, action: Callable[[], object]) -> None:
    """Run *action* once and print how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    print(f"{words:<44} {time.perf_counter() - wall:6.2f} s wall {time.process_time() - cpu:6.2f} s CPU")


def ask(catalog: Catalog) -> None:
    """Ask for all entities by ref."""
    refs = [EntityRef(kind="component", name=f"service-{number}") for number in range(COUNT)]

    async def whole() -> None:
        found = await catalog.find(refs)
        assert all(found.values())
        await catalog.close()

    asyncio.run(whole())


def preview(folder: Path, *argv: str) -> None:
    """A whole `preview-entity` in memory."""
    runtime = Runtime(
        environ={"HOME": str(folder), "INSIGHTS_PSEUDONYM_KEY": "6f1ed002ab5595859014ebf0951522d9" * 2},
        cwd=str(folder),
        stdin=io.StringIO(),
        stdout=io.StringIO(),
        stderr=io.StringIO(),
        now=lambda: datetime.now(UTC),
    )
    assert run(["preview-entity", *argv], runtime) == 0


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = [YAML.format(number=number, team=number % 50) for number in range(COUNT)]
        (folder / "all.yaml").write_text("---\n".join(documents))
        (folder / "all.ndjson").write_text("\n".join(json.dumps(entity(number)) for number in range(COUNT)))
        (folder / "many").mkdir()
        for number, document in enumerate(documents):
            (folder / "many" / f"{number}.yaml").write_text(document)
        for target in ("all.yaml", "all.ndjson", "many"):
            catalog = FilesCatalog([pointer_to(target)], cwd=folder)
            measure(f"load and find {COUNT} entities, {target}", lambda catalog=catalog: ask(catalog))  # type: ignore[misc]  # bound now
        with serving(FakeBackstage([entity(number) for number in range(COUNT)])) as url:
            measure(f"find {COUNT} entities over loopback HTTP", lambda: ask(HttpCatalog(url)))
        measure("preview of one of them, all.yaml", lambda: preview(folder, "service-77", "--entities", "all.yaml"))
        measure("coverage, captured paths, all.yaml", lambda: preview(folder, "--coverage", "--entities", "all.yaml"))
        measure(
            "coverage, all paths, all.yaml", lambda: preview(folder, "--coverage", "--all", "--entities", "all.yaml")
        )


if __name__ == "__main__":
    main()
