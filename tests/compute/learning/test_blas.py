"""Matrix products are held to one thread while somebody asks for it, and no longer."""

import threading

import numpy as np
from threadpoolctl import ThreadpoolController, threadpool_limits

from nnexplorer.compute.learning.blas import one_thread

BLAS = ThreadpoolController().select(user_api="blas").lib_controllers  # once: to look them up again forgets who rules


def test_there_is_a_blas_to_hold():
    assert np.dot(np.ones((2, 2)), np.ones(2)).tolist() == [2, 2]
    assert BLAS


def threads():
    return {library.get_num_threads() for library in BLAS}


def test_one_thread_inside_and_as_many_as_before_outside():
    before = threads()
    with one_thread:
        assert threads() <= {1}
    assert threads() == before


def test_the_last_who_leaves_gives_the_others_back():
    before = threads()
    with one_thread:
        with one_thread:
            pass
        assert threads() <= {1}
    assert threads() == before


def test_an_error_inside_gives_them_back_too():
    before = threads()
    try:
        with one_thread:
            raise ValueError
    except ValueError:
        assert threads() == before


def test_every_thread_can_ask_for_it_whoever_did_before():
    before, seen = threads(), []
    with one_thread:
        pass

    def other():
        with one_thread:
            seen.append(threads())

    asking = threading.Thread(target=other)
    asking.start()
    asking.join()
    assert seen[0] <= {1}
    assert threads() == before
    with threadpool_limits(limits=1, user_api="blas"):  # and so can the application
        assert threads() <= {1}
    assert threads() == before
