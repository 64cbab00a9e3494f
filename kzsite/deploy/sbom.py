"""make sbom: the packages that the site runs on, as a CycloneDX 1.5 bill of materials on standard output."""

import json
import sys
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lock import needed  # noqa: E402 - a script beside this one


def licence_of(metadata: PackageMetadata) -> str:
    """The licence as its package states it: an expression, else classifiers, else a word."""
    classifiers = [c.split(" :: ")[-1] for c in metadata.get_all("Classifier", []) if c.startswith("License")]
    return metadata.get("License-Expression") or "; ".join(classifiers) or metadata.get("License", "")


def component(name: str, version: str) -> dict:
    licence = licence_of(distribution(name).metadata)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"license": {"name": licence}}] if licence else [],
    }


def bill() -> dict:
    """The same for the same packages: no number and no time of its making."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "kzsite", "bom-ref": "kzsite"}},
        "components": [component(name, version) for name, version in needed().items()],
    }


if __name__ == "__main__":
    print(json.dumps(bill(), indent=2, ensure_ascii=False))
