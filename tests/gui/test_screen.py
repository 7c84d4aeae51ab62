"""Whether a window can be opened, and what is told where it can't."""

from __future__ import annotations

import ctypes
import socket
import sys

import pytest

from nnexplorer.gui import screen
from nnexplorer.gui.screen import PACKAGES, display_named, missing_library, obstacle


@pytest.mark.parametrize(("library", "package"), PACKAGES.items())
def test_a_missing_library_is_told_with_its_package(library, package):
    told = missing_library(ImportError(f"{library}: cannot open shared object file: No such file or directory"))
    assert library in told
    assert f"'apt install {package}'" in told
    assert "\n" not in told


def test_an_unknown_library_is_told_without_a_package():
    told = missing_library(OSError("libfoo.so.7: cannot open shared object file"))
    assert told == "Qt needs the system library libfoo.so.7, which is missing; install it"


def test_another_error_is_told_in_one_line():
    assert missing_library(ImportError("no\n  such module")) == "Qt can't be loaded: no such module"


@pytest.mark.parametrize(
    ("environment", "platform", "named"),
    [({}, "linux", False), ({"DISPLAY": ""}, "linux", False), ({"DISPLAY": ":0"}, "linux", True),
     ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True), ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
     ({}, "darwin", True), ({}, "win32", True)],
)  # fmt: skip
def test_on_linux_a_variable_must_name_a_display(environment, platform, named):
    assert display_named(environment, platform) == named


# Whether it answers -----------------------------------------------------------------------------------------------

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has several platforms")


@pytest.fixture
def named(monkeypatch):
    """`named(DISPLAY=":7")` has the environment name these alone."""

    def name(**variables):
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
            monkeypatch.delenv(variable, raising=False)
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)

    return name


@pytest.fixture
def wayland(tmp_path):
    """The name of a display that takes connections."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        yield str(tmp_path / "w")


@ON_LINUX
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:fontengine=freetype", "xcb;offscreen"])
def test_a_platform_without_a_display_needs_none(named, platform):
    named(QT_QPA_PLATFORM=platform)
    assert obstacle() is None


@ON_LINUX
def test_an_x_display_answers_or_is_told(named, x_display):
    named(DISPLAY=x_display)
    assert obstacle() is None
    for variables in ({"DISPLAY": ":987"}, {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}):
        named(**variables)
        assert obstacle() == "the display ':987' does not answer; set DISPLAY to one that does"


@ON_LINUX
def test_a_wayland_display_answers_or_is_told(named, wayland, tmp_path):
    named(WAYLAND_DISPLAY=wayland)
    assert obstacle() is None
    named(WAYLAND_DISPLAY="w", XDG_RUNTIME_DIR=str(tmp_path))
    assert obstacle() is None
    for variables in ({"WAYLAND_DISPLAY": "gone"}, {"WAYLAND_DISPLAY": "gone", "QT_QPA_PLATFORM": "wayland-egl"}):
        named(**variables)
        assert "the display 'gone' does not answer" in obstacle()


@ON_LINUX
def test_one_display_of_two_is_enough(named, wayland):
    named(WAYLAND_DISPLAY=wayland, DISPLAY=":987")
    assert obstacle() is None
    named(WAYLAND_DISPLAY="gone", DISPLAY=":987")
    assert "does not answer" in obstacle()


@ON_LINUX
def test_a_platform_that_qt_has_not_is_told(named):
    named(QT_QPA_PLATFORM="bogus")
    assert obstacle() == "Qt has no platform 'bogus'; unset QT_QPA_PLATFORM"


@ON_LINUX
def test_a_library_that_only_the_platform_needs_is_told(named, monkeypatch):
    def missing(_name):
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    named(DISPLAY=":0")
    assert "'apt install libxcb-cursor0'" in obstacle()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_have_their_one_display(named, monkeypatch, system):
    monkeypatch.setattr(screen.sys, "platform", system)
    named()
    assert obstacle() is None


def test_a_library_that_all_of_qt_needs_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert obstacle().startswith("Qt can't be loaded: ")
