"""Dockerfiles are read for the configuration that they copy."""

from pathlib import Path

from insights_cli.doctor.images import read_images

DOCKERFILE = """\
FROM node:22 # comment
COPY --from=build /app/app-config.yaml ./
COPY --chown=node:node package.json app-config*.yaml ./
ADD . /src
copy ["app-config.production.yaml", "./"]
RUN echo 'unclosed
"""


def test_what_is_copied_ignored_and_tracked(tmp_path: Path) -> None:
    """Copies from the context count, those from another stage do not; comments are no patterns."""
    (tmp_path / "packages/backend").mkdir(parents=True)
    (tmp_path / "packages/backend/Dockerfile").write_text(DOCKERFILE)
    (tmp_path / ".dockerignore").write_text("# local\n*.local.yaml\n\nnode_modules\n")
    for name in ("app-config.local.yaml", "app-config.prod.local.yaml", "app-config.yaml"):
        (tmp_path / name).write_text("")
    facts = read_images(tmp_path, is_tracked=lambda path: path.endswith("app-config.local.yaml"))
    assert [(line, source) for _, line, source in facts.copies] == [
        (3, "app-config*.yaml"),
        (4, "*"),
        (5, "app-config.production.yaml"),
    ]
    assert facts.ignored == ("*.local.yaml", "node_modules")
    assert facts.local_files == ("app-config.local.yaml", "app-config.prod.local.yaml")
    assert facts.tracked == ("app-config.local.yaml",)


def test_an_empty_folder_has_no_images(tmp_path: Path) -> None:
    """Nothing is invented."""
    facts = read_images(tmp_path, is_tracked=lambda _: True)
    assert (facts.copies, facts.ignored, facts.local_files, facts.tracked) == ((), (), (), ())


def test_images_of_other_names(tmp_path: Path) -> None:
    """A project may have several, in the usual places; what a builder ignores is no image."""
    for name in ("Dockerfile-k8s", "web.Dockerfile", "packages/app/Dockerfile", "docker/api/Dockerfile.prod"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("COPY app-config.yaml ./\n")
    (tmp_path / "Dockerfile.dockerignore").write_text("COPY app-config.yaml ./\n")
    found = [path for path, _, _ in read_images(tmp_path, is_tracked=lambda _: False).copies]
    assert found == ["Dockerfile-k8s", "docker/api/Dockerfile.prod", "packages/app/Dockerfile", "web.Dockerfile"]
