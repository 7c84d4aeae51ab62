"""A course of training shows all of itself on the error's canvas."""

from __future__ import annotations

from nnexplorer.gui.canvases.drawing.courses import Course, KeptCurve
from nnexplorer.gui.canvases.loss import LossCanvas

KEPT = KeptCurve("kept: 0.1", ([0, 10], [1.0, 0.1]))
WHOLE = Course([0, 5, 9], [2.0, 1.0, 0.5], [(5, "Move line 1")], ("test", [0, 9], [3.0, 2.0]), 5, KEPT)


def test_every_part_of_a_course_is_drawn(hung, picture):
    canvas, pictures = hung(LossCanvas), []
    for course in (Course(), Course(WHOLE.steps, WHOLE.losses), Course(WHOLE.steps, WHOLE.losses, WHOLE.marks)):
        course.show_on(canvas)
        pictures.append(picture(canvas, 500, 200))
    for beside, at, kept in ((WHOLE.beside, None, None), (WHOLE.beside, 5, None), (WHOLE.beside, 5, KEPT)):
        Course(WHOLE.steps, WHOLE.losses, WHOLE.marks, beside, at, kept).show_on(canvas)
        pictures.append(picture(canvas, 500, 200))
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[:i])
