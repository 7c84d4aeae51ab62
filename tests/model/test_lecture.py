"""The lecture's scenes come in order and show the lecture's numbers."""

import re

import numpy as np
import pytest

from nnexplorer import resources
from nnexplorer.compute.design import construct
from nnexplorer.model import lecture, storage


def squared_error(document):
    y = document.network.forward(document.X).y
    return np.sum((y - document.Y) ** 2, axis=1).mean()


def test_scenes_are_in_the_order_of_the_slides_and_each_is_there_once():
    found = lecture.scenes()
    assert [scene.number for scene in found] == sorted({scene.number for scene in found})
    assert len({scene.id for scene in found}) == len(found)
    assert lecture.scenes() is found


def test_every_shipped_scene_is_found():
    assert {scene.path for scene in lecture.scenes()} == set(resources.path("scenes").iterdir())


@pytest.mark.parametrize("scene", lecture.scenes(), ids=lambda scene: scene.id)
def test_scene_says_what_it_is_and_trains_as_the_lecture_does(scene):
    assert scene is lecture.scene(scene.id)
    assert scene.title
    assert scene.section
    assert scene.caption.endswith(".")
    training = scene.document.training
    assert (training.optimizer, training.learning_rate, training.batch_size) == ("adam", 0.01, None)
    assert scene.document.step == 0


@pytest.mark.parametrize("scene", lecture.scenes(), ids=lambda scene: scene.id)
def test_scene_opens_as_any_document_and_is_saved_to_the_same_bytes(scene):
    assert storage.encode(scene.document) == scene.path.read_bytes()


@pytest.mark.parametrize("scene", lecture.scenes(), ids=lambda scene: scene.id)
def test_every_frame_of_a_scene_opens(scene):
    for i in range(scene.frames):
        assert scene.document.at_frame(i).view.frame == i


@pytest.mark.parametrize("scene", lecture.scenes(), ids=lambda scene: scene.id)
def test_scene_gives_what_its_document_learns(scene):
    assert scene.network is scene.document.network
    assert scene.X is scene.document.X
    assert scene.Y is scene.document.Y


def test_first_example_is_its_own_target():
    document = lecture.scene("second-layer-output").document
    assert document.network.W1.tolist() == [[3, 3], [-3, 3]]
    assert document.network.b1.tolist() == [-0.9, -0.9]
    assert squared_error(document) < 1e-30
    y = document.network.forward([[0, 0], [1, 0], [-1, 0]]).y.ravel()
    assert y == pytest.approx([-0.9326, 0.4713, 0.4713], abs=5e-5)
    assert (document.frames, document.view.index_base) == (1, 1)


def test_second_example_is_the_constructed_net_at_the_lectures_gain():
    document = lecture.scene("semicircle-frames").document
    wanted = construct(8, "logistic", 12.05)
    for name in ("W1", "b1", "W2", "b2"):
        np.testing.assert_allclose(getattr(document.network, name), getattr(wanted, name), atol=1e-14)
    assert squared_error(document) == pytest.approx(0.001982, abs=5e-7)


def test_second_example_has_nine_frames_at_the_nodes_and_opens_in_the_middle():
    document = lecture.scene("semicircle-frames").document
    assert document.frames == 9
    t = -np.pi / 2 + np.arange(9) * np.pi / 8
    np.testing.assert_allclose(document.view.frames, np.column_stack((np.cos(t), np.sin(t))), atol=1e-15)
    assert document.view.frame == 4
    assert document.view.probe == document.view.frames[4]


def test_second_example_selects_the_unit_whose_threshold_was_just_crossed():
    document = lecture.scene("semicircle-frames").document
    before, now = document.network.forward(document.view.frames[3:5]).e1
    assert np.flatnonzero((before < 0) & (now > 0)).tolist() == [document.view.selected]


def test_classifier_is_hard_in_testing_and_soft_in_training():
    document = lecture.scene("classifier-output").document
    assert document.network.output == "tanh"
    assert document.view.output == "hard"
    np.testing.assert_array_equal(document.network.predict(document.X), document.Y)
    curve = [[0, 0.2149], [0.5, -0.0232], [-0.5, -0.0232], [1, -0.5169], [-1, -0.5169]]
    np.testing.assert_allclose(document.network.forward(curve).e2, 0, atol=5e-4)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("semicircle-frame", "did you mean semicircle-frames"),
        ("classifier", "did you mean classifier-target"),
        ("zzz", "scenes are "),
        ("", "scenes are "),
    ],
)
def test_scene_that_does_not_exist_is_refused_with_advice(name, advice):
    fault = f"scene {name!r} is not known; {advice}"
    with pytest.raises(ValueError, match=rf"\A{re.escape(fault)}.*\Z"):
        lecture.scene(name)


def test_listing_the_scenes_reads_no_document():
    fresh = lecture.Scene("none", 1, resources.path("scenes") / "none.nnx")
    assert fresh.id == "none"
    with pytest.raises(FileNotFoundError):
        fresh.document  # noqa: B018


def test_a_scene_with_a_document_needs_no_file():
    document = lecture.scene("classifier-output").document
    scene = lecture.Scene.of("mine", 3, document)
    assert (scene.id, scene.number, scene.path, scene.document) == ("mine", 3, None, document)
    with pytest.raises(ValueError, match="neither a document nor a file"):
        lecture.Scene("nothing", 1).document  # noqa: B018
