"""What each action does: the table that the menu and the shortcuts go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.actions import CANVAS_TITLES, QUANTITY_TITLES
from nnexplorer.gui.files.export_dialog import show_code
from nnexplorer.gui.look.theme import THEMES
from nnexplorer.model import beginnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.lecture.mode import LectureMode
    from nnexplorer.gui.presenter import Presenter


def handlers(presenter: Presenter) -> dict[str, Callable[..., object]]:
    """The handler of every action; what they call may be made later than this table."""
    it = presenter
    return {
        "train": it.toggle_training,
        "step": it.single_step,
        "slow": lambda on: it.slow.walk(on),
        "back": lambda: it.scrubbing.step_back(),
        "hurry": lambda hurried: it.control.hurry(hurried),
        "reset": lambda: it.restarts.reset(),
        "snap_back": lambda: it.restarts.snap_back(it.window.actions_["snap_back"].text()),
        "random": lambda: it.restarts.randomise(),
        "keep": lambda: _keep(it),
        "discard": lambda: _discard(it),
        "beat": lambda: it.contest.toggle(),
        "construct": lambda: it.workshop.construct(),
        "refit": lambda: it.workshop.refit(),
        "refit_drags": it.refit_drags,
        "kill": lambda: it.workshop.kill_selected(),
        "kill_all": lambda: it.workshop.kill_all(),
        "add_line": lambda on: it.units.expect_line(on),
        "add_unit": lambda: it.units.add(),
        "delete": lambda: it.units.delete(),
        "freeze": lambda: it.units.freeze(),
        "target": lambda: it.workshop.change_target(),
        "experiment": it.run_experiment,
        "undo": it.undo,
        "redo": it.redo,
        "cancel": it.cancel,
        "previous": lambda: it.guide.walk(-1),
        "next": lambda: it.guide.walk(1),
        "play": lambda: it.guide.play(not it.guide.playing),
        "lecture_mode": lambda: _mode(it).toggle(),
        "halo": lambda shown: _mode(it).stage.show_halo(shown),
        "paint": lambda on: it.workbench.paint(on),
        "theme": lambda dark: it.wardrobe.choose("dark" if dark else "light"),
        "theme_desktop": lambda: it.wardrobe.choose(None),
        "palette": lambda: it.viewing.next_palette(),
        "notation": lambda: it.viewing.next_notation(),
        "index_base": lambda one: it.viewing.count_from_one(one),
        "hard": lambda hard: it.viewing.harden(hard),
        "step_chain": lambda step: it.viewing.chain_by_step(step),
        "downwards": lambda down: it.viewing.turn_down(down),
        "next_step": lambda shown: it.viewing.show_next_step(shown),
        "more_digits": lambda: it.window.weights_panel.change_digits(1),
        "fewer_digits": lambda: it.window.weights_panel.change_digits(-1),
        "panels": lambda shown: it.window.show_panels(shown),
        "help": lambda: _help(it),
        **_file_handlers(it),
        "quit": lambda: it.window.close(),
        **{f"canvas_{name}": _canvas_handler(it, name) for name in CANVAS_TITLES},
        **{f"quantity_{name}": _quantity_handler(it, name) for name in QUANTITY_TITLES},
        **{f"theme_{name}": _theme_handler(it, name) for name in THEMES},
    }


def _file_handlers(it: Presenter) -> dict[str, Callable[..., object]]:
    return {
        "new": lambda: it.files.new(),
        "new_curve": lambda: it.files.new(beginnings.curve),
        "open": lambda: it.files.open(),
        "open_folder": lambda: it.files.open_folder(),
        "arrange": lambda: _arrange(it),
        "save": lambda: it.lectern.save_open(),
        "save_as": lambda: it.files.save_as(),
        "reopen": lambda: it.files.reopen(),
        "figure": lambda: it.studio.figure(),
        "copy_figure": lambda: it.studio.copy(),
        "film": lambda: it.studio.film(),
        "export": lambda: show_code(it.session.document.network, it.scene_id() or "network", it.window),
        "import_data": lambda: it.workbench.import_data(),
        "export_data": lambda: it.workbench.export_data(it.scene_id() or "data"),
    }


def _mode(presenter: Presenter) -> LectureMode:
    """Lecture mode, made when it is first asked for."""
    if presenter.mode is None:
        from nnexplorer.gui.lecture.mode import LectureMode

        presenter.mode = LectureMode(presenter)
    return presenter.mode


def _arrange(presenter: Presenter) -> None:
    from nnexplorer.gui.files.openings import gathered
    from nnexplorer.gui.lecture.arrange_dialog import show_dialog

    files, tell = presenter.files, presenter.window.banner.say
    show_dialog(presenter.lectern, lambda: gathered(files.dialogs.ask_several(files.folder()), tell), presenter.window)


def _help(presenter: Presenter) -> None:
    from nnexplorer.gui.help_dialog import show_help  # few ask, and nobody's start should wait for it

    show_help(presenter.window.arrangement.style_, presenter.window)


def _keep(presenter: Presenter) -> None:
    """Keep the run, with the errors' canvas in sight."""
    presenter.control.keep()
    presenter.viewing.show_canvas("loss", True)
    presenter.display.everything()


def _discard(presenter: Presenter) -> None:
    presenter.control.discard()
    presenter.display.everything()


def _canvas_handler(presenter: Presenter, name: str) -> Callable[[bool], None]:
    """What a canvas's action does; a lambda, since Qt for Python calls a partial without its arguments."""
    return lambda shown: presenter.viewing.show_canvas(name, shown)


def _quantity_handler(presenter: Presenter, name: str) -> Callable[[], None]:
    return lambda: presenter.viewing.show_quantity(name)


def _theme_handler(presenter: Presenter, name: str) -> Callable[[], None]:
    return lambda: presenter.wardrobe.choose(name)
