"""The table of actions: what can be done from the keyboard and the menu, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.look.theme import THEMES


@dataclass(frozen=True)
class ActionSpec:
    """One action: its id, its text, its shortcuts, what it does, and the menu section it stands in ('' for none)."""

    id: str
    text: str
    shortcuts: tuple[str, ...]
    tip: str
    section: str = ""
    checkable: bool = False


CANVAS_TITLES = {
    "input": ("Input space", "the threshold lines"),
    "output": ("Output", "the colour map over its slice, or the output plane"),
    "hidden": ("Hidden layer", "a map or a bar of every unit"),
    "activation": ("Activation", "the nonlinearity, its derivative, and where the units are on them"),
    "diagram": ("Diagram", "the network as nodes and edges"),
    "loss": ("Error", "the course of training"),
    "sweep": ("Error against N", "Barron's experiment"),
    "table": ("Summary", "every nonlinearity, measured"),
    "surface": ("3-D surface", "a quantity over the inputs as a surface, turned with the mouse"),
}
"""Title and content of each canvas that can be shown."""

QUANTITY_TITLES = {
    "target": ("Target", "what is to be learnt"),
    "e1": ("First-layer excitation", "the selected unit's excitation"),
    "h": ("First-layer activation", "the selected unit's activation"),
    "e2": ("Second-layer excitation", "the output before its nonlinearity"),
    "y": ("Output", "the network's output"),
    "residual": ("Residual", "the output minus the target"),
}
"""Title and content of each quantity of the colour map."""

ACTIONS = (
    ActionSpec("train", "Train", ("Space",), "Start gradient descent, or pause it", "Training"),
    ActionSpec("step", "Step", (".",), "Make a single step of gradient descent", "Training"),
    ActionSpec(
        "slow",
        "One step in slow motion",
        ("O",),
        "Walk through one step of gradient descent on one sample: every factor with its number",
        "Training",
        checkable=True,
    ),
    ActionSpec(
        "back",
        "Back",
        (",",),
        "Go back to the network before: one step, or one screen frame of a run; or drag along the error's curve",
        "Training",
    ),
    ActionSpec(
        "hurry",
        "As fast as it can",
        ("F",),
        "Train at full speed and show it four times a second, not sixty",
        "Training",
        checkable=True,
    ),
    ActionSpec("reset", "Reset", ("Ctrl+R",), "Go back to the weights that training began with", "Training"),
    ActionSpec(
        "snap_back",
        "Back to the first weights",
        ("Ctrl+B",),
        "Go back to the weights that the scene came with, or that the file has",
        "Training",
    ),
    ActionSpec("random", "Random start", ("Ctrl+Shift+R",), "Start afresh from random weights", "Training"),
    ActionSpec("keep", "Keep this run", ("M",), "Keep the curve and the net, to compare others with", "Training"),
    ActionSpec("discard", "Discard the kept run", ("Shift+M",), "Show no kept run any more", "Training"),
    ActionSpec(
        "beat",
        "Beat gradient descent",
        ("G",),
        "Drag by hand, and see how many steps gradient descent needs from the same start",
        "Training",
        checkable=True,
    ),
    ActionSpec("construct", "Construct", ("Ctrl+K",), "Build the lecture's net of as many pieces as units", "Training"),
    ActionSpec("refit", "Refit output layer", ("Ctrl+L",), "Solve W2 and b2 by least squares, lines kept", "Training"),
    ActionSpec(
        "refit_drags",
        "Refit while dragging",
        ("Ctrl+Shift+L",),
        "Solve W2 and b2 by least squares at every move of a line",
        "Training",
        checkable=True,
    ),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "Take the last change back", "Edit"),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Make the change again that was taken back", "Edit"),
    ActionSpec("kill", "Kill unit", ("K",), "Make the selected unit's bias so negative that it is always off", "Edit"),
    ActionSpec(
        "kill_all", "Kill all units", ("Shift+K",), "Make every bias so negative that all units are off", "Edit"
    ),
    ActionSpec("add_line", "Add line", ("A",), "Add a unit by a stroke across input space", "Edit", checkable=True),
    ActionSpec("add_unit", "Add unit", ("Ins",), "Add a unit, its line through the middle of the plane", "Edit"),
    ActionSpec("delete", "Delete unit", ("Del",), "Delete the selected unit", "Edit"),
    ActionSpec("freeze", "Freeze unit", ("Z",), "Have training leave the selected unit, or let it learn again", "Edit"),
    ActionSpec("target", "Change the target", ("T",), "Change to the other target, also in mid-run", "Training"),
    ActionSpec("experiment", "Error against N", ("E",), "Measure the error against the number of units", "Training"),
    ActionSpec("paint", "Paint points", ("B",), "Paint points in input space with the mouse", "Edit", checkable=True),
    ActionSpec("cancel", "Cancel", ("Esc",), "Take a running gesture back"),
    ActionSpec("previous", "Previous", ("PgUp",), "The previous frame, or the previous scene", "Lecture"),
    ActionSpec("next", "Next", ("PgDown",), "The next frame, or the next scene", "Lecture"),
    ActionSpec("play", "Play frames", ("P",), "Have the frames follow each other by themselves, or stop", "Lecture"),
    ActionSpec(
        "lecture_mode",
        "Lecture mode",
        ("F5", "F11", "Shift+F5"),
        "Full screen with large type; Page keys, arrows and numbers walk, B blanks, W shows words, Esc leaves",
        "Lecture",
    ),
    ActionSpec(
        "halo", "Pointer halo", ("Ctrl+H",), "A soft ring around the pointer in lecture mode", "Lecture", checkable=True
    ),
    ActionSpec(
        "arrange",
        "Arrange lecture\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+M",),
        "Put documents in order as a lecture of your own, with their titles and captions, and save it as one file",
        "Lecture",
    ),
    ActionSpec("new", "New", ("Ctrl+N",), "Begin an untitled document", "File"),
    ActionSpec(
        "new_curve",
        "New with one input",
        ("Ctrl+Shift+N",),
        "Begin an untitled document whose net learns a curve over one input",
        "File",
    ),
    ActionSpec(
        "open",
        "Open\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+O",),
        "Open a document, a lecture, a figure that carries a document, samples in a CSV file, or a picture",
        "File",
    ),
    ActionSpec(
        "open_folder",
        "Open folder\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+Shift+O",),
        "Open a folder of documents as a lecture of your own",
        "File",
    ),
    ActionSpec("save", "Save", ("Ctrl+S",), "Save the document in its file, or your lecture with this scene", "File"),
    ActionSpec(
        "save_as",
        "Save as\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+Shift+S",),
        "Save the document in another file",
        "File",
    ),
    ActionSpec(
        "reopen",
        "Reopen unsaved work",
        ("Ctrl+Shift+T",),
        "Open what a crash has left, or the edited scene that you walked away from last",
        "File",
    ),
    ActionSpec(
        "figure",
        "Figure\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+E",),
        "Save or copy the canvases as PNG, SVG or PDF, with a preview",
        "File",
    ),
    ActionSpec(
        "copy_figure", "Copy figure", ("Ctrl+Shift+C",), "Copy the canvases, as a picture and as vectors", "File"
    ),
    ActionSpec(
        "film",
        "Film\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+Shift+F",),
        "Save frames, a training or a number that changes as a moving picture",
        "File",
    ),
    ActionSpec(
        "export",
        "Copy or save code\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+Shift+E",),
        "Show the network as NumPy, PyTorch, LaTeX or JSON",
        "File",
    ),
    ActionSpec(
        "import_data",
        "Import data\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+I",),
        "Learn the samples of a CSV file, or a picture",
        "File",
    ),
    ActionSpec(
        "export_data",
        "Export data\N{HORIZONTAL ELLIPSIS}",
        ("Ctrl+Shift+I",),
        "Save the samples as a CSV file",
        "File",
    ),
    ActionSpec(
        "theme", "Dark theme", ("Ctrl+D",), "Light ink on a dark ground, or the other way", "View", checkable=True
    ),
    ActionSpec("palette", "Next palette", ("L",), "Blue to orange, the lecture's jet and red-blue, or greys", "View"),
    ActionSpec("notation", "Next notation", ("N",), "Write excitations and activations with other letters", "View"),
    ActionSpec("index_base", "Count from 1", ("I",), "Count units and inputs from 1, not 0", "View", checkable=True),
    ActionSpec(
        "hard", "Hard output", ("H",), "Show the output as in testing, not as in training", "View", checkable=True
    ),
    ActionSpec(
        "step_chain",
        "Chain by the step",
        ("C",),
        "Add up correction vectors by the step's h",
        "View",
        checkable=True,
    ),
    ActionSpec(
        "downwards",
        "Second input downwards",
        ("Y",),
        "Draw the second input's axis downwards, as in the lecturer's colour maps",
        "View",
        checkable=True,
    ),
    ActionSpec(
        "next_step",
        "Next step at the probe",
        ("S",),
        "Draw what the next step of gradient descent changes",
        "View",
        checkable=True,
    ),
    ActionSpec("more_digits", "More digits", ("Alt+.",), "Show more digits of the weights, up to six", "View"),
    ActionSpec("fewer_digits", "Fewer digits", ("Alt+,",), "Show fewer digits of the weights, down to two", "View"),
    ActionSpec("panels", "Panels", ("F9",), "Show or hide the parameter panels", "View", checkable=True),
    ActionSpec("help", "Help", ("F1",), "Gestures, keys, formulas, and what every number means", "Help"),
    ActionSpec("quit", "Quit", ("Ctrl+Q",), "Close the window", "File"),
    *(
        ActionSpec(f"canvas_{name}", title, (f"Ctrl+{place}",), f"Show or hide: {tip}", "Canvases", checkable=True)
        for place, (name, (title, tip)) in enumerate(CANVAS_TITLES.items(), 1)
    ),
    *(
        ActionSpec(f"quantity_{name}", title, (f"Alt+{place}",), f"Colour map of {tip}", "Colour map", checkable=True)
        for place, (name, (title, tip)) in enumerate(QUANTITY_TITLES.items(), 1)
    ),
    ActionSpec(
        "theme_desktop",
        "As the desktop",
        ("Ctrl+Shift+D",),
        "Follow the desktop: light, dark or high contrast as it is",
        "Theme",
        checkable=True,
    ),
    *(
        ActionSpec(
            f"theme_{theme.name}",
            theme.title,
            (f"Alt+{theme.title[0]}",),
            f"Wear the theme '{theme.title.lower()}' from now on",
            "Theme",
            checkable=True,
        )
        for theme in THEMES.values()
    ),
)
"""Every action; the menu and the shortcuts are made from this table."""

SECTIONS = ("File", "Edit", "Training", "Lecture", "View", "Canvases", "Colour map", "Theme", "Help")


def build_actions(window: QWidget, handlers: Mapping[str, Callable[..., object]]) -> dict[str, QAction]:
    """Make an action of every row for `window`, each connected to its handler; KeyError where one is missing."""
    actions = {}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        shown = QKeySequence(spec.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{spec.tip} ({shown})")
        action.setCheckable(spec.checkable)
        action.triggered.connect(handlers[spec.id])
        window.addAction(action)
        actions[spec.id] = action
    return actions
