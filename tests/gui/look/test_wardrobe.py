"""The theme is the desktop's until the user chooses one, and the choice lasts."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, Signal

from nnexplorer.gui.app import open_window
from nnexplorer.gui.look import wardrobe
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.look.wardrobe import Wardrobe, chosen_theme, desktop_theme
from nnexplorer.model.lecture import scene

Scheme, Contrast = Qt.ColorScheme, Qt.ContrastPreference


class Accessibility(QObject):
    contrastPreferenceChanged = Signal(object)  # noqa: N815

    def __init__(self, parent):
        super().__init__(parent)
        self.contrast = Contrast.NoPreference

    def contrastPreference(self):  # noqa: N802
        return self.contrast


class Hints(QObject):
    """What a desktop says of itself, and says anew."""

    colorSchemeChanged = Signal(object)  # noqa: N815

    def __init__(self, parent=None):
        super().__init__(parent)
        self.scheme, self._accessibility = Scheme.Unknown, Accessibility(self)

    def colorScheme(self):  # noqa: N802
        return self.scheme

    def accessibility(self):
        return self._accessibility

    def become(self, scheme=None, contrast=None):
        if scheme is not None:
            self.scheme = scheme
            self.colorSchemeChanged.emit(scheme)
        if contrast is not None:
            self._accessibility.contrast = contrast
            self._accessibility.contrastPreferenceChanged.emit(contrast)


@pytest.fixture
def desktop(qapp):
    hints = Hints()
    worn = []
    clothes = Wardrobe(hints, hints)
    clothes.wanted.connect(worn.append)
    return SimpleNamespace(hints=hints, worn=worn, wardrobe=clothes)


@pytest.mark.parametrize(
    ("scheme", "contrast", "theme"),
    [
        (Scheme.Unknown, Contrast.NoPreference, "light"),
        (Scheme.Light, Contrast.NoPreference, "light"),
        (Scheme.Dark, Contrast.NoPreference, "dark"),
        (Scheme.Light, Contrast.HighContrast, "contrast"),
        (Scheme.Dark, Contrast.HighContrast, "contrast"),
    ],
)
def test_a_desktop_asks_for_a_theme(desktop, scheme, contrast, theme):
    desktop.hints.become(scheme, contrast)
    assert desktop_theme(desktop.hints) == theme


def test_the_desktop_is_followed_whenever_it_changes(desktop):
    desktop.hints.become(Scheme.Dark)
    desktop.hints.become(contrast=Contrast.HighContrast)
    desktop.hints.become(contrast=Contrast.NoPreference)
    desktop.hints.become(Scheme.Light)
    assert desktop.worn == ["dark", "contrast", "dark", "light"]


def test_a_choice_is_worn_whatever_the_desktop_does_and_remembered(desktop):
    desktop.wardrobe.choose("contrast")
    desktop.hints.become(Scheme.Dark)
    assert desktop.worn == ["contrast"]
    QSettings().sync()
    assert chosen_theme() == "contrast"
    assert Wardrobe(Hints(desktop.hints), desktop.hints).theme == "contrast", "in the next window too"


def test_the_desktop_can_be_followed_again(desktop):
    desktop.hints.become(Scheme.Dark)
    desktop.wardrobe.choose("light")
    desktop.wardrobe.choose(None)
    assert chosen_theme() is None
    desktop.hints.become(Scheme.Light)
    assert desktop.worn == ["dark", "light", "dark", "light"]


@pytest.mark.parametrize("nonsense", ["sepia", "", 3])
def test_a_theme_that_there_is_not_was_not_chosen(settings_folder, nonsense):
    QSettings().setValue(wardrobe.KEY, nonsense)
    assert chosen_theme() is None


def test_the_window_wears_what_the_desktop_and_then_the_user_wants(opened, qapp, keys):
    presenter = opened("second-layer-output")
    actions, style = presenter.window.actions_, qapp.styleHints()
    assert actions["theme_desktop"].isChecked()
    style.setColorScheme(Scheme.Dark)
    style.colorSchemeChanged.emit(Scheme.Dark)  # the offscreen platform has no desktop that would say so
    try:
        assert presenter.display.look.theme == desktop_theme(style)
        actions["theme_contrast"].trigger()
        assert presenter.display.look.theme == "contrast"
        assert [name for name, action in actions.items() if name.startswith("theme") and action.isChecked()] == [
            "theme_contrast"
        ]
        actions["theme"].trigger()
        assert (presenter.display.look.theme, chosen_theme()) == ("dark", "dark")
        actions["theme_desktop"].trigger()
        assert presenter.display.look.theme == desktop_theme(style)
    finally:
        style.unsetColorScheme()


def test_a_window_opens_in_the_chosen_theme_unless_it_is_told_otherwise(qtbot, settings_folder):
    QSettings().setValue(wardrobe.KEY, "dark")
    for look, theme in ((None, "dark"), (Look("light"), "light")):
        presenter = open_window(scene("logistic").document, look)
        qtbot.addWidget(presenter.window)
        assert presenter.display.look.theme == theme
