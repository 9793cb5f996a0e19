"""The installed versions of this program and of other packages."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

NOT_INSTALLED = "not installed"  # run from a checkout that is not installed


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The installed version of each package."""
    return {package: _version(package) for package in packages}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return NOT_INSTALLED


__version__ = _version("jru-roster")
