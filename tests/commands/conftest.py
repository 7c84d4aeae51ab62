"""What the tests of the commands share."""

import os

import pytest


@pytest.fixture
def broken_qt(program_command, tmp_path):
    """An environment in which Qt says that a system library is missing."""
    _, environment, _ = program_command
    (package := tmp_path / "broken" / "PySide6").mkdir(parents=True)
    fault = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (package / "__init__.py").write_text(f"raise ImportError({fault!r})")
    return {"PYTHONPATH": os.pathsep.join([str(package.parent), environment["PYTHONPATH"]])}
