"""Arithmetic of colours: written as #RRGGBB, mixed in Oklab where equal steps look equal.

Oklab is B. Ottosson's, "A perceptual color space for image processing" (2020); contrast is that of WCAG 2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def parse(color: str) -> Floats:
    """Red, green and blue (3,) from 0 to 1 of a colour written as #RRGGBB."""
    return np.frombuffer(bytes.fromhex(color.removeprefix("#")), dtype=np.uint8) / 255


def write(rgb: ArrayLike) -> str:
    """A colour (3,) from 0 to 1 as #RRGGBB."""
    return f"#{to_bytes(rgb).tobytes().hex().upper()}"


def to_bytes(rgb: ArrayLike) -> NDArray[np.uint8]:
    """Colours from 0 to 1, of any shape, as the nearest whole numbers from 0 to 255."""
    return np.round(np.clip(rgb, 0, 1) * 255).astype(np.uint8)


def linear(rgb: ArrayLike) -> Floats:
    """Amounts of light of sRGB colours (..., 3), both from 0 to 1."""
    rgb = np.asarray(rgb, dtype=np.float64)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def oklab(rgb: ArrayLike) -> Floats:
    """Lightness from 0 to 1, green to red and blue to yellow (..., 3) of sRGB colours (..., 3)."""
    return np.asarray(np.cbrt(linear(rgb) @ _TO_CONES.T) @ _TO_LAB.T)


def from_oklab(lab: ArrayLike) -> Floats:
    """The sRGB colours (..., 3) from 0 to 1 of Oklab's (..., 3); what no screen shows is clipped."""
    cones = (np.asarray(lab, dtype=np.float64) @ np.linalg.inv(_TO_LAB).T) ** 3
    light = np.clip(cones @ np.linalg.inv(_TO_CONES).T, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def mix(first: str, second: str, share: float) -> str:
    """The colour on the way from `first` (share 0) to `second` (share 1), even to the eye."""
    return write(from_oklab((1 - share) * oklab(parse(first)) + share * oklab(parse(second))))


def ramp(*stops: str, count: int) -> NDArray[np.uint8]:
    """Colours (count, 3) along the broken line through `stops` in Oklab, neighbours equally far apart."""
    corners = oklab([parse(stop) for stop in stops])
    length = np.concatenate(([0.0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))))
    places = np.linspace(0, length[-1], count)
    return to_bytes(from_oklab(np.stack([np.interp(places, length, channel) for channel in corners.T], axis=1)))


def contrast(first: str, second: str) -> float:
    """WCAG's contrast of two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted(float(linear(parse(color)) @ (0.2126, 0.7152, 0.0722)) for color in (first, second))
    return (lighter + 0.05) / (darker + 0.05)
