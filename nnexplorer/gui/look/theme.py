"""Colours and measures of all that is drawn: three tables of the same tokens, and one scale of sizes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One table of colours, each written as #RRGGBB."""

    name: str
    title: str
    window: str
    """Ground of the window, and of fields on a card."""
    card: str
    """Ground of figures and panels."""
    ink: str
    """Text, and what is drawn like text."""
    soft_ink: str
    """Text of second rank: titles, ticks, captions."""
    rule: str
    """Borders."""
    grid: str
    """Lines behind a figure."""
    accent: str
    """What can be pressed, and where the keyboard is."""
    on_accent: str
    """Text on the accent."""
    positive: str
    negative: str
    neutral: str
    """Zero on a map whose ends are `negative` and `positive`."""
    selection: str
    """Ground of a selected row."""
    other_unit: str
    """A unit among more than there are colours."""
    units: tuple[str, ...]
    """One colour a hidden unit."""


_LIGHT = Theme(
    name="light",
    title="Light",
    window="#F4F5F7",
    card="#FFFFFF",
    ink="#1B1F24",
    soft_ink="#59626D",
    rule="#E1E5EA",
    grid="#EEF0F3",
    accent="#12687A",
    on_accent="#FFFFFF",
    positive="#BF530C",
    negative="#1F5FA8",
    neutral="#F7F6F5",
    selection="#DEEAEC",
    other_unit="#87909B",
    units=("#12687A", "#FA6317", "#7D34CE", "#669F98", "#75051F", "#362C83", "#995011", "#BA73FB"),
)

_DARK = Theme(
    name="dark",
    title="Dark",
    window="#0E1115",
    card="#15181D",
    ink="#E8ECF1",
    soft_ink="#9AA5B1",
    rule="#272D35",
    grid="#1E232A",
    accent="#07C7A4",
    on_accent="#0E1115",
    positive="#FF9A4D",
    negative="#6FB1FF",
    neutral="#22262C",
    selection="#13302F",
    other_unit="#6A7480",
    units=("#07C7A4", "#FF8516", "#B5E2FD", "#D71908", "#FED917", "#9E92F3", "#477F85", "#9541D7"),
)

_CONTRAST = Theme(
    name="contrast",
    title="High contrast",
    window="#000000",
    card="#000000",
    ink="#FFFFFF",
    soft_ink="#D5DBE2",
    rule="#8B939D",
    grid="#3A4048",
    accent="#5CF2D2",
    on_accent="#000000",
    positive="#FFA653",
    negative="#7CBBFF",
    neutral="#1B1E22",
    selection="#1D4A44",
    other_unit="#8B939D",
    units=("#3ABB9E", "#E9890E", "#B1D2FE", "#CF4833", "#FECC46", "#BA8AFF", "#1C8593", "#B61FFA"),
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (_LIGHT, _DARK, _CONTRAST)}
"""By name; a new theme is one more table."""


def theme(name: str) -> Theme:
    """Find a theme by its name.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists those there are.
    """
    try:
        return THEMES[name]
    except KeyError:
        raise ValueError(f"theme '{name}' is unknown; there are {', '.join(THEMES)}") from None


def unit_color(theme: Theme, unit: int, selected: int | None, count: int) -> str:
    """Colour of one hidden unit, written as #RRGGBB.

    Parameters
    ----------
    theme
        The table that the colours come from.
    unit
        The unit, from 0.
    selected
        The selected unit, or None.
    count
        How many units the network has. Beyond the number of colours only the selected unit has one.
    """
    if count > len(theme.units) and unit != selected:
        return theme.other_unit
    return theme.units[unit % len(theme.units)]


@dataclass(frozen=True)
class Sizes:
    """The scale of type, strokes and gaps, in pixels.

    Parameters
    ----------
    scale
        Multiplies everything; an export draws its figure larger with it.
    font_scale
        Multiplies the type alone.
    lecture
        For a projector: type 1.6 and strokes 2 times as large.
    """

    scale: float = 1.0
    font_scale: float = 1.0
    lecture: bool = False

    @property
    def small(self) -> float:
        """Type of ticks, titles and tables."""
        return self._type(12)

    @property
    def normal(self) -> float:
        """Type of controls and running text."""
        return self._type(14)

    @property
    def large(self) -> float:
        """Type of the scene's title and of the error."""
        return self._type(18)

    @property
    def huge(self) -> float:
        """Type of what the last row has to read."""
        return self._type(24)

    @property
    def axis(self) -> float:
        """Stroke of axes, grids and borders."""
        return self._stroke(1)

    @property
    def line(self) -> float:
        """Stroke of a line or a curve."""
        return self._stroke(2)

    @property
    def selected_line(self) -> float:
        """Stroke of the selected line."""
        return self._stroke(3)

    @property
    def point(self) -> float:
        """Diameter of a point that is to be seen."""
        return self._stroke(6)

    def gap(self, units: float = 1) -> float:
        """So many spacing units of 4 pixels; whole gaps are 1, 2, 4 and 6 of them."""
        return 4 * units * self.scale

    def _type(self, size: float) -> float:
        return size * self.scale * self.font_scale * (1.6 if self.lecture else 1.0)

    def _stroke(self, width: float) -> float:
        return width * self.scale * (2.0 if self.lecture else 1.0)
