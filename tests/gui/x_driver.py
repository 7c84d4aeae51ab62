"""Opens the window on a real display and tells, in a file, where its grips are and what its document holds.

Run as a program: `python x_driver.py SCENE STATE_FILE`. The state is written anew several times a second.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from nnexplorer.gui.app import application, open_window
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.presenter import Presenter
from nnexplorer.model.lecture import scene


def state(presenter: Presenter) -> dict[str, object]:
    canvas, document = presenter.window.arrangement.input, presenter.session.document
    corner = canvas.viewport().mapToGlobal(canvas.viewport().rect().topLeft())
    grips = {grip.kind: [corner.x() + grip.at.x(), corner.y() + grip.at.y()] for grip in canvas.grips()}
    return {
        "window": int(presenter.window.winId()),
        "exposed": presenter.window.windowHandle().isExposed(),
        "grips": grips,
        "W1": document.network.W1.tolist(),
        "b1": document.network.b1.tolist(),
        "selected": document.view.selected,
        "step": document.step,
        "running": presenter.control.running,
        "undo": presenter.session.undo_label,
        "at": [presenter.scene_id(), document.view.frame],
        "full": presenter.window.isFullScreen(),
        "size": [presenter.window.width(), presenter.window.height()],
        "dark": presenter.mode is not None and presenter.mode.stage.dark,
    }


def main() -> int:
    app = application()
    presenter = open_window(scene(sys.argv[1]).document, Look())
    presenter.window.setGeometry(0, 0, 1280, 800)
    presenter.window.show()
    file = Path(sys.argv[2])

    def tell() -> None:
        written = file.with_suffix(".new")
        written.write_text(json.dumps(state(presenter)))
        written.replace(file)

    timer = QTimer()
    timer.timeout.connect(tell)
    timer.start(30)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
