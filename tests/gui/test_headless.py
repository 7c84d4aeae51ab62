"""Figures without a window: what is refused, what the jobs are called, and what they write."""

from __future__ import annotations

import pytest

from nnexplorer.gui.headless import Request, jobs
from nnexplorer.model.lecture import scene


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"formats": ("png", "gif")}, "figure format 'gif' is unknown; there are png, svg, pdf"),
        ({"width": 15}, "width: expected 16 to 16384 pixels, got 15"), ({"width": 16385}, "width: .* got 16385"),
        ({"view": "front"}, "view 'front' is unknown; there are window, input"),
        ({"view": "input,window"}, "the whole window goes with no other view"),
        ({"view": "window", "transparent": True}, "leave --transparent out"),
        ({"theme": "pink"}, "pink"), ({"palette": "pink"}, "pink"),
        ({"font_scale": 0.2}, "font scale: expected a number from 0.25 to 4, got 0.2"),
        ({"font_scale": float("nan")}, "font scale: .* got nan"),
    ],
)  # fmt: skip
def test_what_can_not_be_drawn_is_refused_in_one_line(wrong, words):
    with pytest.raises(ValueError, match=words) as refused:
        Request(**wrong)
    assert "\n" not in str(refused.value)


def test_a_picture_is_called_like_its_document_and_each_frame_by_its_number():
    document = scene("semicircle-frames").document
    assert [job.name for job in jobs([("a", document)], Request())] == ["a"]
    frames = jobs([("a", document)], Request(all_frames=True))
    assert [job.name for job in frames] == [f"a-{i}" for i in range(9)]
    assert [job.document.view.frame for job in frames] == list(range(9))


def test_two_pictures_of_one_name_are_refused_and_the_same_one_twice_is_one():
    first, second = scene("semicircle-frames").document, scene("unit-step").document
    with pytest.raises(ValueError, match="two figures would be called a; render them into different folders"):
        jobs([("a", first), ("a", second)], Request())
    assert len(jobs([("a", first), ("a", first)], Request())) == 1


def test_a_picture_is_in_the_notation_that_was_asked_for():
    (job,) = jobs([("a", scene("unit-step").document)], Request(notation="xi", index_base=0))
    assert (job.document.view.notation, job.document.view.index_base) == ("xi", 0)


@pytest.mark.parametrize("view", ["input", "window"])
def test_a_job_writes_each_format_once(qtbot, tmp_path, view):
    (job,) = jobs([("a", scene("unit-step").document)], Request(formats=("png", "svg", "png"), view=view, width=64))
    paths = list(job.render(tmp_path))
    assert paths == [tmp_path / "a.png", tmp_path / "a.svg"]
    assert all(path.stat().st_size for path in paths)
    assert sorted(tmp_path.glob("a.*")) == paths
