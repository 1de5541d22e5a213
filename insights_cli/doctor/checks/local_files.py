"""Can secrets in local files get out, into git or into an image?"""

from fnmatch import fnmatch

from insights_cli.doctor import Check, Group, Verdict, ok, skip
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.model.diagnostic import Location


def _tracked(world: World) -> Verdict:
    tracked = world.images().tracked
    if tracked:
        return Verdict(
            state=State.FAIL,
            summary=f"git tracks {', '.join(tracked)}: local files hold secrets of one machine",
            fix=f"git rm --cached {' '.join(tracked)} && echo '*.local.yaml' >> .gitignore",
        )
    return ok("git tracks no *.local.yaml")


def _copied(world: World) -> Verdict:
    facts = world.images()
    if not facts.copies:
        return skip("no Dockerfile copies configuration")
    for path, line, pattern in facts.copies:
        caught = [name for name in (*facts.local_files, "app-config.local.yaml") if fnmatch(name, pattern.lstrip("./"))]
        if caught and not _keeps_out(facts.ignored, caught[0]):
            is_there = caught[0] in facts.local_files
            return Verdict(
                state=State.FAIL if is_there else State.WARN,
                summary=f"the image gets {caught[0]}"
                if is_there
                else f"nothing keeps {caught[0]} out of the image, as soon as there is one",
                fix="echo '*.local.yaml' >> .dockerignore",
                location=Location(path=path, line=line),
            )
    return ok("images are built without local files")


def _keeps_out(ignored: tuple[str, ...], name: str) -> bool:
    """Whether the last line of `.dockerignore` that fits *name* keeps it out, as Docker reads it."""
    kept_out = False
    for line in ignored:
        pattern = line.removeprefix("!").removeprefix("**/").strip("/")
        if fnmatch(name, pattern):
            kept_out = not line.startswith("!")
    return kept_out


CHECKS = (
    Check(
        code="DR901",
        group=Group.FILES,
        title="git tracks no local configuration",
        why="app-config.local.yaml is where developers put tokens.",
        fix="Remove it from the index, add it to .gitignore, and replace the secrets that it held.",
        ask=_tracked,
    ),
    Check(
        code="DR902",
        group=Group.FILES,
        title="images hold no local configuration",
        why="The stock Dockerfile copies app-config*.yaml; only .dockerignore keeps the local file out.",
        fix="Add *.local.yaml to .dockerignore.",
        ask=_copied,
    ),
)
