"""Profiles of known sources: small declarative files that refine the general rules, never replace them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.ingest.page import Page
from articles.ingest.roles import ROLES
from articles.text.addresses import host_of

_FOLDER = Path(__file__).parent / "profiles"
_CONFIDENCE = 0.97


@dataclass(frozen=True, slots=True)
class Rule:
    role: str
    line: str = ""
    starts: str = ""
    until: str = ""

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
        host = host_of(page.address)
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


def roles_by_profile(profile: Profile, texts: list[str]) -> dict[int, tuple[str, str, float]]:
    """Role, rule and confidence of each line (by its place) that the profile's rules name."""
    found: dict[int, tuple[str, str, float]] = {}
    at = 0
    while at < len(texts):
        rule = next((each for each in profile.rules if each.fits(texts[at])), None)
        end = at + 1
        if rule:
            if rule.until:
                end = next((below for below in range(at + 1, len(texts)) if texts[below] == rule.until), end)
            given = (rule.role, f"profile {profile.name}: {rule.line or rule.starts}", _CONFIDENCE)
            found |= dict.fromkeys(range(at, end), given)
        at = end
    return found
