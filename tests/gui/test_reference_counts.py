"""Qt calls leave the reference counts of None and True alone.

PySide6 6.12.0 on a Python before 3.12 takes one away with every void call and emit, until the interpreter
aborts.
"""

import json
import subprocess
import sys

COUNT = """
import json, sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

class Sender(QObject):
    said = Signal(bool)

class Painted(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        painter.end()

application = QApplication([])
widget, sender = Painted(), Sender()
sender.said.connect(widget.setEnabled)
widget.show()

def repaint_and_emit(times):
    for _ in range(times):
        widget.repaint()
        sender.said.emit(True)

repaint_and_emit(50)
before = sys.getrefcount(None), sys.getrefcount(True)
repaint_and_emit(1000)
after = sys.getrefcount(None), sys.getrefcount(True)
print(json.dumps([b - a for b, a in zip(before, after)]))
"""


def test_a_thousand_repaints_and_emits_take_no_reference():
    run = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, timeout=120, check=True)
    lost_none, lost_true = json.loads(run.stdout)
    assert lost_none < 100
    assert lost_true < 100
