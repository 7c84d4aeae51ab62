"""Whether a window can be opened here, found out before Qt is asked: where it can't, Qt ends the process."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Debian's package of each system library that Qt needs."""


def display_named(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a display is there to be asked for: on Linux an environment variable must name one."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def missing_library(error: BaseException) -> str:
    """What to tell of an error in loading Qt: the library that is missing, and the package that brings it."""
    match = re.search(r"(lib[\w.+-]+\.so[.\d]*)", str(error))
    if match is None:
        return f"Qt can't be loaded: {' '.join(str(error).split())}"
    library = match.group(1)
    package = PACKAGES.get(library)
    way_out = f"install it, on Debian and Ubuntu with 'apt install {package}'" if package else "install it"
    return f"Qt needs the system library {library}, which is missing; {way_out}"


def obstacle() -> str | None:
    """Why no window can be opened on the display that the environment names, in one line; None if one can."""
    try:
        import PySide6.QtWidgets  # noqa: F401 - a missing library shows here
    except ImportError as error:
        return missing_library(error)
    if not sys.platform.startswith("linux"):
        return None
    obstacles = [_platform_obstacle(name) for name in _platforms()]
    return None if None in obstacles else obstacles[0]


def _platforms() -> list[str]:
    """Qt's platforms in the order in which it tries them."""
    asked = os.environ.get("QT_QPA_PLATFORM")
    if asked:
        return [part.partition(":")[0] for part in asked.split(";")]
    ways = (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY"))
    return [platform for platform, variable in ways if os.environ.get(variable)] or ["xcb"]


def _platform_obstacle(name: str) -> str | None:
    """Why one of Qt's platforms can't be used: it is unknown, lacks a library, or its display does not answer."""
    import PySide6

    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    plugin = plugins / f"libq{name}.so"
    try:
        if plugin.exists():
            ctypes.CDLL(str(plugin))
        elif plugins.exists() and not name.startswith("wayland"):
            return f"Qt has no platform '{name}'; unset QT_QPA_PLATFORM"
        if name.startswith("wayland"):
            return _wayland_obstacle()
        return _x_obstacle(os.environ.get("DISPLAY", "")) if name == "xcb" else None
    except OSError as error:
        return missing_library(error)


def _wayland_obstacle() -> str | None:
    if os.environ.get("WAYLAND_SOCKET"):
        return None
    display = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), display)))
        except OSError:
            return f"the display '{display}' does not answer; set WAYLAND_DISPLAY to one that does, or unset it"
    return None


def _x_obstacle(display: str) -> str | None:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"the display '{display}' does not answer; set DISPLAY to one that does" if failed else None
