"""What is shipped: a wheel and a source archive hold what they need and nothing else."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """The wheel and the source archive, built from this folder without asking the network."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "wheel", "-t", "sdist"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def below(*folders):
    """The files of this checkout that belong to folders."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_wheel_holds_the_package_and_what_it_loads(archives):
    names = {name for name in zipfile.ZipFile(archives[0]).namelist() if ".dist-info/" not in name}
    resources = {name.replace("resources/", "nnexplorer/_resources/", 1) for name in below("resources")}
    assert names == below("nnexplorer") | resources


def test_source_archive_holds_what_is_needed_to_build_and_test(archives):
    with tarfile.open(archives[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    pages = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml"}
    assert names - {"PKG-INFO", ".gitignore"} == below("nnexplorer", "resources", "tests") | pages


def test_wheel_runs_without_the_checkout(archives, tmp_path):
    zipfile.ZipFile(archives[0]).extractall(tmp_path)
    command = [sys.executable, "-P", "-m", "nnexplorer", "scenes"]
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[0] = 'nnexplorer'; import nnexplorer; "
    code += "assert nnexplorer.__file__.startswith(sys.path[0]); from nnexplorer.cli import main; main(['scenes'])"
    ended = subprocess.run([*command[:2], "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "two-layer-network" in ended.stdout
