"""The program ends with exit code 0 and without a word, whatever is going on when its window is closed."""

from __future__ import annotations

import os
import subprocess
import sys

# Opens the window as the program does; as soon as `busy` is so, the window is closed in the middle of it.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from nnexplorer.gui import app
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

made, make = [], app.open_window
app.open_window = lambda *given, **more: made.append(make(*given, **more)) or made[0]

def begin():
    p = made[0]
    p.files.dialogs.ask_unsaved = lambda _name: "discard"
    {act}
    wait(p)

def wait(p, left=1000):
    if ({busy}) or left == 0:
        print("busy" if left else "never began")
        p.window.close()
    else:
        QTimer.singleShot(5, lambda: wait(p, left - 1))

QTimer.singleShot(0, begin)
sys.exit(app.run(scene("{scene}").document))
"""

SHOW = "p.viewing.show_canvas('{}', True); p.experiments.follow(p.session.document)"

ENDS = {
    "training in a hurry": ("p.control.hurry(True); p.control.start()", "p.session.document.step > 9", "relu"),
    "an experiment": (f"{SHOW.format('sweep')}; p.experiments.run()", "p.experiments._rows", "semicircle-frames"),
    "a row of the summary": (SHOW.format("table"), "p.experiments._summariser.running", "relu"),
    "an error": ("QTimer.singleShot(0, lambda: 1 / 0)", "p.window.findChild(app.Reports)._box is not None", "relu"),
}


def start(name, **environment):
    act, busy, scene = ENDS[name]
    code = PROGRAM.format(act=act, busy=busy, scene=scene)
    return subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", code],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check_all(running, tally):
    for name, process in running.items():
        out, err = process.communicate(timeout=120)
        told = [line for line in err.splitlines() if not line.startswith("This plugin does not support")]
        with tally.case(name):
            assert (process.returncode, out, told) == (0, "busy\n", [])


def test_without_a_screen(row, tmp_path):
    with row("Closed in the middle of work: exit code 0, nothing on stderr") as tally:
        check_all({name: start(name, XDG_DATA_HOME=str(tmp_path / name)) for name in ENDS}, tally)


def test_on_a_real_screen(row, x_display, tmp_path):
    busiest = ("training in a hurry",)
    with row("The same on a real screen") as tally:
        environment = {"DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}
        running = {name: start(name, XDG_DATA_HOME=str(tmp_path / name), **environment) for name in busiest}
        check_all(running, tally)
