"""The lecture is listed in order, for people and as JSON."""

import json

from nnexplorer.model.lecture import scenes

KEYS = ["id", "title", "section", "frames", "caption"]


def test_json_holds_every_scene_in_the_order_of_the_slides(command_line):
    ended = command_line("scenes", "--json")
    assert (ended.code, ended.err) == (0, "")
    listed = json.loads(ended.out)
    assert [list(entry) for entry in listed] == [KEYS] * len(scenes())
    assert listed == [{key: getattr(scene, key) for key in KEYS} for scene in scenes()]


def test_json_has_texts_and_a_count_of_frames(command_line):
    listed = {entry["id"]: entry for entry in json.loads(command_line("scenes", "--json").out)}
    assert {"second-layer-output", "semicircle-frames", "classifier-output"} <= set(listed)
    assert listed["semicircle-frames"]["frames"] == 9
    assert listed["second-layer-output"]["frames"] == 1
    for entry in listed.values():
        assert all(isinstance(entry[key], str) for key in KEYS if key != "frames")
        assert entry["title"]
        assert entry["caption"]
        assert type(entry["frames"]) is int


def test_list_has_a_line_a_scene_with_its_id_first(command_line):
    ended = command_line("scenes")
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.lines] == [scene.id for scene in scenes()]
    for line, scene in zip(ended.lines, scenes(), strict=True):
        assert line.endswith(scene.title)
