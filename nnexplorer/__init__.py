"""An explorer for two-layer neural nets; these names are its public Python API.

They are loaded when they are first used, so that importing the package is quick and loads no window.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnexplorer.compute.design import construct, fit_output_layer
    from nnexplorer.compute.diagnosis import diagnose
    from nnexplorer.compute.learning.backpropagation import gradients
    from nnexplorer.compute.learning.training import train
    from nnexplorer.compute.parts.grid import evaluate
    from nnexplorer.model.activations import activation
    from nnexplorer.model.export import export
    from nnexplorer.model.lecture import scene, scenes
    from nnexplorer.model.network import Network
    from nnexplorer.model.storage import load, save
    from nnexplorer.model.tables import read_csv
    from nnexplorer.model.targets import target

__version__ = "0.1.0"

__all__ = [
    "Network",
    "__version__",
    "activation",
    "construct",
    "diagnose",
    "evaluate",
    "export",
    "fit_output_layer",
    "gradients",
    "load",
    "read_csv",
    "save",
    "scene",
    "scenes",
    "target",
    "train",
]

_HOMES = {
    "Network": "nnexplorer.model.network",
    "activation": "nnexplorer.model.activations",
    "construct": "nnexplorer.compute.design",
    "diagnose": "nnexplorer.compute.diagnosis",
    "evaluate": "nnexplorer.compute.parts.grid",
    "export": "nnexplorer.model.export",
    "fit_output_layer": "nnexplorer.compute.design",
    "gradients": "nnexplorer.compute.learning.backpropagation",
    "load": "nnexplorer.model.storage",
    "read_csv": "nnexplorer.model.tables",
    "save": "nnexplorer.model.storage",
    "scene": "nnexplorer.model.lecture",
    "scenes": "nnexplorer.model.lecture",
    "target": "nnexplorer.model.targets",
    "train": "nnexplorer.compute.learning.training",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value  # so that it is looked up only once
    return value


def __dir__() -> list[str]:
    return __all__
