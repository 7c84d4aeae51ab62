"""Matrix products are held to one thread while somebody asks for it, and no longer."""

from threadpoolctl import threadpool_info

from nnexplorer.compute.blas import one_thread


def threads():
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


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
