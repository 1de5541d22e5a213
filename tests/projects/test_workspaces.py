"""The packages of a project and their parts."""

from pathlib import Path

from insights_cli.projects.disk import ProjectFolder, backend_folder, read_workspaces
from insights_cli.projects.workspaces import Workspace, folder_of, role_in


def project(root: Path, **roles: str) -> ProjectFolder:
    """A project in *root* whose packages have those roles."""
    (root / "package.json").write_text('{"workspaces": ["packages/*"]}')
    for name, role in roles.items():
        (root / "packages" / name).mkdir(parents=True)
        (root / "packages" / name / "package.json").write_text(f'{{"backstage": {{"role": "{role}"}}}}')
    return ProjectFolder(folder=str(root), start=str(root))


def test_roles_are_read(tmp_path: Path) -> None:
    """Each package with its folder and role; the root has none."""
    found = read_workspaces(project(tmp_path, web="frontend", api="backend"))
    roles = {Path(each.folder).name: each.role for each in found}
    assert roles == {tmp_path.name: "", "api": "backend", "web": "frontend"}
    assert role_in("{}") == ""


def test_the_usual_folder_wins(tmp_path: Path) -> None:
    """A second package with the role does not hide packages/backend."""
    assert Path(backend_folder(project(tmp_path, api="backend", backend="backend"))).name == "backend"


def test_the_role_finds_a_folder_of_another_name(tmp_path: Path) -> None:
    """Where the usual folder is not there, the role tells."""
    assert Path(backend_folder(project(tmp_path, api="backend", web="frontend"))).name == "api"


def test_nothing_plays_the_part() -> None:
    """Then the usual folder is named, which is not there."""
    spaces = [Workspace(folder="/project/web", role="frontend")]
    assert folder_of(spaces, "backend", usual="/project/usual") == "/project/usual"
