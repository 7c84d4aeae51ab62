"""The guide walks from frame to frame and on to the neighbouring scene, by hand or by itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from nnexplorer.gui.lecture.guide import FRAME_MILLISECONDS, Guide
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings
from nnexplorer.session.session import Session

FRAMES = tuple((x, 0.0) for x in (-0.5, 0.0, 0.5, 1.0))
SCENES = ("first", "second", "third")


class Tour:
    """A guide, the session it shows, and which scenes it opened."""

    def __init__(self, frames, today="second"):
        view = ViewSettings(frames=frames)
        self.session = Session(Document(Network.random(2, 3, 1), FormulaData(("x0",), points=3), view=view))
        self.opened, self.seen, self.parent = [], [], QObject()
        self.session.changed.connect(lambda _old, new: self.seen.append(new.view.frame))
        self.guide = Guide(self.session, lambda: SCENES, lambda: today, self.opened.append, self.parent)

    def at(self, frame):
        it = self.session.document
        self.session.look(replace(it, view=replace(it.view, frame=frame)))
        self.seen.clear()
        return self.guide

    def hurry(self):
        self.guide._timer.setInterval(0)


@pytest.fixture
def tour(qapp):
    return Tour


def test_a_frame_stands_long_enough_to_be_seen(tour):
    assert tour(FRAMES).guide._timer.interval() == FRAME_MILLISECONDS
    assert 500 <= FRAME_MILLISECONDS <= 2000


@pytest.mark.parametrize(("frame", "way", "reached"), [(0, 1, 1), (2, 1, 3), (3, -1, 2), (1, -1, 0)])
def test_a_walk_opens_the_neighbouring_frame_with_its_probe(tour, frame, way, reached):
    it = tour(FRAMES)
    it.at(frame).walk(way)
    view = it.session.document.view
    assert (view.frame, view.probe, it.opened) == (reached, FRAMES[reached], [])
    assert it.session.undo_label is None, "looking is no step of undo"


@pytest.mark.parametrize(("frame", "way", "scene"), [(3, 1, "third"), (0, -1, "first")])
def test_beyond_the_frames_lies_the_neighbouring_scene(tour, frame, way, scene):
    it = tour(FRAMES)
    it.at(frame).walk(way)
    assert (it.opened, it.seen) == ([scene], [])


@pytest.mark.parametrize(("way", "scene"), [(1, "third"), (-1, "first")])
def test_from_a_still_a_walk_leads_to_the_neighbouring_scene(tour, way, scene):
    it = tour(())
    it.guide.walk(way)
    assert (it.opened, it.seen) == ([scene], [])


@pytest.mark.parametrize(("today", "way"), [("first", -1), ("third", 1)])
def test_the_lecture_has_two_ends(tour, today, way):
    it = tour((), today)
    it.guide.walk(way)
    assert it.opened == []


@pytest.mark.parametrize("way", [1, -1])
def test_from_a_document_of_ones_own_a_walk_leads_to_the_first_scene(tour, way):
    it = tour((), None)
    it.guide.walk(way)
    assert it.opened == ["first"]


def test_frames_play_from_the_first_to_the_last_and_stop(tour, qtbot):
    it = tour(FRAMES)
    it.hurry()
    it.at(2).play(True)
    assert it.guide.playing
    assert it.seen == [0], "it begins at the beginning, at once"
    qtbot.waitUntil(lambda: not it.guide.playing)
    assert it.seen == [0, 1, 2, 3]
    assert it.opened == []


def test_a_hand_stops_the_play(tour):
    it = tour(FRAMES)
    it.guide.play(True)
    it.guide.walk(1)
    assert not it.guide.playing
    assert it.session.document.view.frame == 1


def test_play_is_stopped_where_it_stands(tour):
    it = tour(FRAMES)
    it.guide.play(True)
    it.guide.play(False)
    assert not it.guide.playing
    assert it.session.document.view.frame == 0


def test_a_still_does_not_play(tour):
    it = tour(())
    it.guide.play(True)
    assert not it.guide.playing


def test_a_document_that_is_opened_in_mid_play_without_frames_ends_it(tour, qtbot):
    it = tour(FRAMES)
    it.hurry()
    it.guide.play(True)
    still = replace(it.session.document, view=ViewSettings())
    it.session.open(still)
    qtbot.waitUntil(lambda: not it.guide.playing)
    assert it.session.document is still
