"""The public Python API has the names and the defaults that it promises, and loads late."""

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import nnexplorer as nnx

PROMISED = {
    "activation": {"name": ..., "slope": 0.25},
    "Network": {
        "W1": ...,
        "b1": ...,
        "W2": ...,
        "b2": ...,
        "hidden": "tanh",
        "output": "identity",
        "slope": 0.25,
    },
    "Network.random": {
        "inputs": 2,
        "hidden": 8,
        "outputs": 1,
        "activation": "tanh",
        "seed": 0,
        "output": "identity",
    },
    "Network.forward": {"self": ..., "X": ...},
    "Network.predict": {"self": ..., "X": ...},
    "gradients": {"net": ..., "X": ..., "Y": ..., "loss": "mse"},
    "train": {
        "net": ...,
        "X": ...,
        "Y": ...,
        "steps": 1000,
        "optimizer": "adam",
        "learning_rate": 0.01,
        "batch_size": None,
        "loss": "mse",
        "seed": 0,
        "every": 100,
    },
    "fit_output_layer": {"net": ..., "X": ..., "Y": ...},
    "construct": {"pieces": 8, "activation": "step", "gain": 1.0},
    "diagnose": {"net": ..., "X": ...},
    "read_csv": {"path": ...},
    "scenes": {},
    "scene": {"id": ...},
    "target": {"text": ..., "inputs": 2, "index_base": 0},
    "evaluate": {"net": ..., "bounds": ((-1, 1), (-1, 1)), "resolution": 128},
    "export": {"network": ..., "to": "numpy"},
    "load": {"path": ...},
    "save": {"document": ..., "path": ...},
}


def fresh(code):
    """What a fresh interpreter prints after running some code."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    return run.stdout.split()


@pytest.mark.parametrize("name", PROMISED)
def test_arguments_and_defaults_are_as_promised(name):
    member = nnx
    for part in name.split("."):
        member = getattr(member, part)
    parameters = list(inspect.signature(member).parameters.values())
    promised = PROMISED[name]
    assert [parameter.default for parameter in parameters[: len(promised)]] == [
        parameter.empty if default is ... else default
        for parameter, default in zip(parameters, promised.values(), strict=False)
    ]
    for parameter, (argument, default) in zip(parameters, promised.items(), strict=False):
        assert parameter.name == argument or default is ..., "what has a default is also given by name"
    # A function may take more than it promises, if one need not say so.
    assert all(parameter.default is not parameter.empty for parameter in parameters[len(promised) :])


def test_every_promised_name_is_public_and_no_other():
    public = {name.partition(".")[0] for name in PROMISED}
    assert set(nnx.__all__) == public | {"__version__"}
    assert dir(nnx) == sorted(nnx.__all__)


def test_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'nnexplorer' has no attribute 'trian'"):
        nnx.trian  # noqa: B018


def test_version_is_that_of_the_distribution():
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    assert nnx.__version__ == project["project"]["version"]


def test_import_loads_nothing_before_it_is_used():
    late = "{'numpy', 'msgspec', 'psygnal', 'PySide6', 'shiboken6', 'pyqtgraph'}"
    assert fresh(f"import sys, nnexplorer; print(*{late} & set(sys.modules))") == []


def test_whole_api_is_used_without_qt():
    code = """
import sys, nnexplorer as nnx
document = nnx.scene("second-layer-output").document
for name in nnx.__all__:
    getattr(nnx, name)
list(nnx.train(document.network, document.X, document.Y, steps=2))
print(*{'psygnal', 'PySide6', 'shiboken6', 'pyqtgraph'} & set(sys.modules))
"""
    assert fresh(code) == []


def test_star_import_brings_the_public_names():
    assert fresh("from nnexplorer import *; print(Network.__name__, train.__name__)") == ["Network", "train"]
