"""What training shows of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnexplorer.model.network import Network


@dataclass(frozen=True, eq=False)
class Frame:
    """A training as it stands after some steps.

    Attributes
    ----------
    step : int
        Updates made; after a divergence, those made when it was seen.
    network : Network
        The network; after a divergence the last finite one.
    loss : float
        Its loss on all samples; after a divergence inf or nan.
    diverged : bool
        True where the parameters or the loss have left the finite numbers.
    """

    step: int
    network: Network
    loss: float
    diverged: bool
