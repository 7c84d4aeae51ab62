"""Where the shipped files lie: in a checkout beside the package, in an installed copy inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def path(*parts: str) -> Path:
    """Find a shipped file or folder.

    Parameters
    ----------
    *parts
        Names below ``resources/``, for example ``"scenes"`` or ``"fonts", "OFL.txt"``.

    Raises
    ------
    FileNotFoundError
        If nothing of that name was shipped, which means that the installation is broken.
    """
    for place in _PLACES:
        found = place.joinpath(*parts)
        if found.exists():
            return found
    raise FileNotFoundError(f"{'/'.join(parts)} is missing from this installation; install nnexplorer again")
