"""The project keeps its shape: layers without Qt, a known top level, small modules that say what they do."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "nnexplorer").rglob("*.py"))
MODULES = SOURCES + sorted((ROOT / "tests").rglob("*.py"))
TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "nnexplorer",
    "pyproject.toml", "resources", "tests",
}  # fmt: skip

TESTED_ELSEWHERE = {
    "compute/learning/trainer.py": "compute/learning/test_training.py trains it by every frame",
}
"""Modules without a test module of their own, and why."""

LOADED_AFTER = """
import importlib, pkgutil, sys
for name in {packages!r}:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), name + "."):
        importlib.import_module(module.name)
print(*sorted({{name.partition(".")[0] for name in sys.modules}} & set({forbidden!r})))
"""


def loaded_after(packages, forbidden):
    """Which forbidden packages a fresh interpreter holds after importing these with all their modules."""
    code = LOADED_AFTER.format(packages=packages, forbidden=forbidden)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    return run.stdout.split()


def tracked_files():
    """What belongs to the project, by name relative to its root."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in run.stdout.split("\0") if name and (ROOT / name).exists()]


@pytest.mark.parametrize("package", ["model", "compute", "session", "resources"])
def test_nothing_below_the_window_loads_qt(package):
    assert loaded_after([f"nnexplorer.{package}"], ["PySide6", "shiboken6", "pyqtgraph"]) == []


def test_public_package_loads_neither_qt_nor_what_only_files_and_sessions_need():
    code = "import sys, nnexplorer; print(*{'PySide6', 'pyqtgraph', 'msgspec', 'psygnal'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout.split() == []


def test_top_level_holds_only_what_belongs_there():
    assert {path.parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_project_names_no_page_or_folder_that_it_does_not_hold():
    names = {path.name for path in tracked_files()}
    for path in tracked_files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert set(re.findall(r"\b[A-Z]{4,}\.(?:md|txt)\b", text)) <= names, path
        assert not re.findall(r"(?<![\w.$*])/(?:home|root|work|Users)/\w+", text), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_opens_with_one_sentence_and_stays_small(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    opening = (ast.get_docstring(tree) or "").split("\n\n")[0]
    assert opening.endswith("."), "a module opens with one plain sentence of what it is responsible for"
    if path in SOURCES:
        assert len(text.splitlines()) <= 300
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, node.name


def defines_functions(path):
    """Whether a module has code to be tested, and is more than values and types."""
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def test_every_module_has_a_test_module_of_its_own_or_a_reason():
    modules = {path.relative_to(ROOT / "nnexplorer") for path in SOURCES if path.name != "__init__.py"}
    untested = {
        path.as_posix()
        for path in modules
        if not (ROOT / "tests" / path.parent / f"test_{path.name}").exists()
        and defines_functions(ROOT / "nnexplorer" / path)
    }
    assert untested == set(TESTED_ELSEWHERE)
