""".venv/bin/python kzsite/deploy/lock.py: write packages.lock, all packages of requirements.txt and what they need, by hash;
and beside tests/requirements.txt those of the tests.

Run it in the environment that was tried. The hashes of all files of a version are named, those for other machines too.
"""

from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from pip._internal.commands.install import InstallCommand
from pip._internal.index.collector import parse_links
from pip._internal.models.link import Link
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import (
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS, TESTS = ROOT / "requirements.txt", ROOT / "tests/requirements.txt"
LOCK, TESTS_LOCK = ROOT / "kzsite/deploy/packages.lock", ROOT / "tests/packages.lock"
ON_OLD_PYTHON = {"async-timeout": ("5.0.1", 'python_full_version < "3.11.3"')}  # Debian 12; redis asks for it


def needed(path: Path = REQUIREMENTS) -> dict[str, str]:
    """Name → version of all that the file names, and of what that needs in turn, as they are installed here."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    waiting = [Requirement(line) for line in lines if line and not line.startswith("-r")]
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset]] = set()
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        package = distribution(name)
        found[name] = package.version
        for other in map(Requirement, package.requires or []):
            if other.marker is None or any(other.marker.evaluate({"extra": e}) for e in {"", *extras}):
                waiting.append(other)
    return dict(sorted(found.items()))


def hashes(packages: dict[str, str]) -> dict[str, list[str]]:
    """Name → sha256 of every file of its version, as pip's index tells them."""
    command = InstallCommand("install", "")
    options, _rest = command.parse_args([])
    with command.main_context():
        finder = command._build_package_finder(options=options, session=command.get_default_session(options))
        index, fetch = finder.search_scope.index_urls[0], finder._link_collector.fetch_response
        return {
            name: sorted(_digests(parse_links(fetch(Link(f"{index}/{name}/"))), version))
            for name, version in packages.items()
        }


def _digests(links: Iterable[Link], version: str) -> set[str]:
    return {link._hashes["sha256"] for link in links if _version(link.filename) == version}


def _version(filename: str) -> str:
    try:
        parse = parse_wheel_filename if filename.endswith(".whl") else parse_sdist_filename
        return str(parse(filename)[1])
    except ValueError:
        return ""


def write(lock: Path, packages: dict[str, str], markers: dict[str, str]) -> None:
    lines = ["# Made by kzsite/deploy/lock.py; requirements.txt says what each package is for."]
    for name, digests in hashes(packages).items():
        pin = f"{name}=={packages[name]}" + (f" ; {markers[name]}" if name in markers else "")
        lines.append(" \\\n    ".join([pin, *(f"--hash=sha256:{digest}" for digest in digests)]))
    lock.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{lock.relative_to(ROOT)}: {len(packages)} packages")


def main() -> None:
    own = needed()
    old = {name: version for name, (version, _marker) in ON_OLD_PYTHON.items()}
    write(LOCK, own | old, {name: marker for name, (_version, marker) in ON_OLD_PYTHON.items()})
    write(TESTS_LOCK, {name: version for name, version in needed(TESTS).items() if name not in own}, {})


if __name__ == "__main__":
    main()
