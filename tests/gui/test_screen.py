"""Whether a window can be opened, and what is told where it can't."""

from __future__ import annotations

import pytest

from nnexplorer.gui.screen import PACKAGES, display_named, missing_library


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
