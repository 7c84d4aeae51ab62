"""A request of the system to end is raised where it can be acted on, and nowhere else."""

from __future__ import annotations

import signal
import threading

import pytest

from nnexplorer.commands.ends import REQUESTS, Ended, ended_by_signals


@pytest.fixture
def untouched():
    """Signals as Python has them at its start, put back afterwards."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in REQUESTS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", REQUESTS)
def test_a_request_is_raised_and_the_next_one_is_the_systems_again(untouched, number):
    with pytest.raises(Ended) as ended, ended_by_signals():
        signal.raise_signal(number)
    assert ended.value.signal == number
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", REQUESTS)
def test_what_is_ignored_stays_ignored(untouched, number):
    signal.signal(number, signal.SIG_IGN)
    with ended_by_signals():
        signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_IGN


def test_another_thread_takes_no_signals(untouched):
    seen = []

    def work():
        with ended_by_signals():
            seen.extend(signal.getsignal(number) for number in REQUESTS)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL] * len(REQUESTS)
