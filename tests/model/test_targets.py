"""A target is a formula of the inputs, counted from either base, on samples of the right shape."""

import pickle

import numpy as np
import pytest

from nnexplorer.model.formulas import parse
from nnexplorer.model.targets import target

X = np.random.default_rng(17).uniform(-2, 2, (7, 2))
X0, X1 = X.T


def test_index_base_and_inputs_name_the_columns():
    assert target("x2", index_base=1)(X)[:, 0].tolist() == X1.tolist()
    assert target("x9", inputs=10)(np.arange(20).reshape(2, 10)).tolist() == [[9], [19]]
    with pytest.raises(ValueError, match="x0 at column 1 is not a constant; constants are pi, e"):
        parse("x0", ())
    with pytest.raises(ValueError, match="x0 at column 1 is not an input; inputs are x1, x2"):
        target("x0", index_base=1)


@pytest.mark.parametrize(("inputs", "index_base"), [(0, 0), (2, 2), (2, -1), (1.5, 0)])
def test_inputs_and_index_base_are_checked(inputs, index_base):
    with pytest.raises(ValueError, match="expected a whole number"):
        target("1", inputs, index_base)


@pytest.mark.parametrize("wrong", [[1, 2], [[1, 2, 3]], np.zeros((2, 2, 2)), 1])
def test_wrong_shape_of_inputs_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^X: expected shape \(M, 2\), got "):
        target("x0")(wrong)


def test_no_samples_give_no_values():
    assert target("1 + x0")(np.zeros((0, 2))).shape == (0, 1)


def test_target_survives_pickling():
    again = pickle.loads(pickle.dumps(target("sin(x0) ^ 2 + max(x1, 0)")))
    np.testing.assert_array_equal(again(X), target("sin(x0) ^ 2 + max(x1, 0)")(X))
