"""Profiles of known sources: small declarative files that refine the general rules, never replace them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from articles.ingest.page import Page
from articles.ingest.roles import ROLES, Roles

_FOLDER = Path(__file__).parent / "profiles"
_CONFIDENCE = 0.97


@dataclass(frozen=True, slots=True)
class Rule:
    role: str
    line: str = ""
    starts: str = ""
    to: str = ""

    def fits(self, text: str) -> bool:
        return text == self.line if self.line else text.startswith(self.starts)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one source does unlike others."""

    name: str
    hosts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    publisher: str | None = None
    rules: tuple[Rule, ...] = ()

    def fits(self, page: Page) -> bool:
        host = urlsplit(page.address or "").hostname or ""
        if any(host == one or host.endswith("." + one) for one in self.hosts):
            return True
        return bool(self.lines) and any(line.text.strip() in self.lines for line in page.lines)


def read_profile(text: str) -> Profile:
    """A profile from its TOML; raises ValueError naming what is wrong with it."""
    data = tomllib.loads(text)
    rules = tuple(Rule(**rule) for rule in data.pop("rules", ()))
    for rule in rules:
        if rule.role not in ROLES:
            raise ValueError(f"no such role: {rule.role}")
        if not (rule.line or rule.starts):
            raise ValueError(f"a rule for {rule.role} says neither `line` nor `starts`")
    profile = Profile(**{key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}, rules=rules)
    if not (profile.hosts or profile.lines):
        raise ValueError("a profile says by `hosts` or `lines` which pages are its own")
    return profile


@cache
def known_profiles() -> tuple[Profile, ...]:
    """All profiles in the package's folder, in the order of their names."""
    return tuple(read_profile(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.toml")))


def profile_of(page: Page) -> Profile | None:
    """The profile of the page's source, if it is a known one."""
    return next((profile for profile in known_profiles() if profile.fits(page)), None)


def apply_profile(profile: Profile, roles: Roles) -> None:
    """Gives the lines that the profile's rules name their roles; a label at a run's end is left to the general rules."""
    lines = roles.lines
    at = 0
    while at < len(lines):
        rule = next((each for each in profile.rules if each.fits(lines[at].text)), None)
        if rule:
            end = next(
                (below for below in range(at, len(lines)) if rule.to and lines[below].text == rule.to), at
            )
            for below in range(at, end + 1):
                if below < end or end == at or not lines[below].label:
                    roles.give(
                        below, rule.role, f"profile {profile.name}: {rule.line or rule.starts}", _CONFIDENCE
                    )
            at = end
        at += 1
