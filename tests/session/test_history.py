"""Undo and redo go over the same values in opposite directions."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nnexplorer.session.history import History


def three_steps(limit=500):
    """A history of the values 0 to 3, with 3 standing now."""
    history = History(limit)
    for value in range(3):
        history.push(f"step {value + 1}", value)
    return history


def test_new_history_has_nowhere_to_go():
    history = History()
    assert (history.undo_label, history.redo_label) == (None, None)
    assert history.undo("now") is None
    assert history.redo("now") is None


def test_undo_goes_back_step_by_step_and_redo_forward_again():
    history = three_steps()
    assert [history.undo(3), history.undo(2), history.undo(1), history.undo(0)] == [2, 1, 0, None]
    assert [history.redo(0), history.redo(1), history.redo(2), history.redo(3)] == [1, 2, 3, None]


def test_labels_are_of_the_steps_that_would_be_taken():
    history = three_steps()
    assert (history.undo_label, history.redo_label) == ("step 3", None)
    history.undo(3)
    assert (history.undo_label, history.redo_label) == ("step 2", "step 3")
    history.redo(2)
    assert (history.undo_label, history.redo_label) == ("step 3", None)


def test_new_step_forgets_what_had_been_undone():
    history = three_steps()
    history.undo(3)
    history.push("another", 2)
    assert history.redo_label is None
    assert history.redo("now") is None
    assert history.undo("now") == 2


def test_clear_forgets_both_ways():
    history = three_steps()
    history.undo(3)
    history.clear()
    assert (history.undo_label, history.redo_label) == (None, None)


def test_only_the_last_steps_are_kept():
    history = three_steps(limit=2)
    assert [history.undo(3), history.undo(2), history.undo(1)] == [2, 1, None]


@pytest.mark.parametrize("value", [0, "", False])
def test_value_may_be_anything(value):
    history = History()
    history.push("step", value)
    assert history.undo("now") == value
    assert history.redo(value) == "now"


class AgainstTwoLists(RuleBasedStateMachine):
    """The history of a counter, against a list of all its values and the place in it."""

    def __init__(self):
        super().__init__()
        self.history, self.values, self.place = History(limit=1000), [0], 0

    @rule(value=st.integers())
    def step(self, value):
        self.history.push("step", self.values[self.place])
        del self.values[self.place + 1 :]
        self.values.append(value)
        self.place += 1

    @rule()
    def undo(self):
        back = self.history.undo(self.values[self.place])
        assert back == (self.values[self.place - 1] if self.place else None)
        self.place = max(0, self.place - 1)

    @rule()
    def redo(self):
        last = self.place == len(self.values) - 1
        forth = self.history.redo(self.values[self.place])
        assert forth == (None if last else self.values[self.place + 1])
        self.place += not last

    @invariant()
    def labels_tell_what_can_be_done(self):
        assert (self.history.undo_label is not None) == (self.place > 0)
        assert (self.history.redo_label is not None) == (self.place < len(self.values) - 1)


TestAgainstTwoLists = AgainstTwoLists.TestCase
TestAgainstTwoLists.settings = settings(max_examples=30, stateful_step_count=30, deadline=None, derandomize=True)


def test_a_copy_is_gone_through_apart():
    history = History()
    history.push("first", 0)
    history.push("second", 1)
    assert history.undo(2) == 1
    twin = history.copy()
    assert (twin.undo_label, twin.redo_label) == ("first", "second")
    assert twin.undo(1) == 0
    twin.push("other", 0)
    assert (history.undo_label, history.redo_label) == ("first", "second")
