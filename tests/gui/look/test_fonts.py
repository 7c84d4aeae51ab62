"""The shipped typeface is there, holds what the notation needs, and its figures are tabular."""

import itertools

import pytest
from PySide6.QtGui import QFontMetricsF, QRawFont

from nnexplorer.gui.look.fonts import FAMILY, font, load_fonts

NEEDED = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzäöüßéç0123456789 .,;:!?'\"()[]{}+-*/=<>|%&#@_^~"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψω"
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱⁿ₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₙ"
    "−×·÷±√∂∇∑∏∞≈≠≤≥∫‖′″…–—‘’“”‹›«»←↑→↓↔⇒ŷŶẑê\u0302\u2009\u202f▶●○✓"
)


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def faces(size):
    return [font(size, bold=bold, italic=italic) for bold, italic in itertools.product((False, True), repeat=2)]


def test_loading_twice_is_loading_once(qapp):
    assert load_fonts() == FAMILY
    assert load_fonts() == FAMILY


def test_every_face_is_a_real_one():
    names = [QRawFont.fromFont(face).styleName() for face in faces(14)]
    assert names == ["Regular", "Italic", "Bold", "Bold Italic"]
    assert {QRawFont.fromFont(face).familyName() for face in faces(14)} == {FAMILY}


def test_every_face_holds_what_the_notation_needs():
    for face in faces(14):
        raw = QRawFont.fromFont(face)
        assert [sign for sign in NEEDED if not raw.supportsCharacter(ord(sign))] == []


def test_figures_are_tabular_and_signs_alike():
    for face in faces(14):
        metrics = QFontMetricsF(face)
        assert len({metrics.horizontalAdvance(f"{digit}1{digit}.{digit}") for digit in "0123456789"}) == 1
        assert metrics.horizontalAdvance("\N{MINUS SIGN}") == metrics.horizontalAdvance("+")


def test_size_is_in_pixels_and_never_nothing():
    assert font(22.4).pixelSize() == 22
    assert font(0.2).pixelSize() == 1
