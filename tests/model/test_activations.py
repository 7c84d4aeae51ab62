"""Every nonlinearity against its formula, also far out, at its kinks and in single precision."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.model.activations import ACTIVATIONS, activation

NAMES = ["step", "signum", "logistic", "tanh", "relu", "softplus", "leaky_relu", "prelu", "identity"]
FORMULAS = {
    "step": lambda b: np.where(b > 0, 1.0, 0.0),
    "signum": lambda b: np.where(b > 0, 1.0, -1.0),
    "logistic": lambda b: 1 / (1 + np.exp(-b)),
    "tanh": lambda b: (np.exp(b) - np.exp(-b)) / (np.exp(b) + np.exp(-b)),
    "relu": lambda b: np.where(b > 0, b, 0),
    "softplus": lambda b: np.log(1 + np.exp(b)),
    "leaky_relu": lambda b: np.where(b > 0, b, 0.01 * b),
    "prelu": lambda b: np.where(b > 0, b, 0.25 * b),
    "identity": lambda b: b,
}
ZERO = {
    # name: (g(0), g'(0))
    "step": (0.5, 0),
    "signum": (0, 0),
    "logistic": (0.5, 0.25),
    "tanh": (0, 1),
    "relu": (0, 0),
    "softplus": (np.log(2), 0.5),
    "leaky_relu": (0, 0.01),
    "prelu": (0, 0.25),
    "identity": (0, 1),
}
every_activation = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def b():
    """Excitations on both sides, none nearer to the kink than 0.05."""
    return np.concatenate([np.linspace(-6, -0.05, 60), np.linspace(0.05, 6, 60)])


def test_the_nine_are_there_in_order():
    assert list(ACTIVATIONS) == NAMES
    assert [activation(name).name for name in NAMES] == NAMES


def test_titles_are_those_of_the_menus():
    titles = [record.title for record in ACTIVATIONS.values()]
    assert titles[:5] == ["unit step", "signum", "logistic", "tanh", "ReLU"]
    assert titles[5:] == ["softplus", "leaky ReLU", "PReLU", "linear"]


@every_activation
def test_largest_derivative_is_reached_and_never_passed(name):
    g = activation(name)
    if not g.trainable:
        assert g.largest_derivative == np.inf  # the Dirac delta's
        return
    b = np.concatenate([np.linspace(-9, 9, 4001), [-1e3, 1e3]])
    assert np.abs(g.derivative(b)).max() == pytest.approx(g.largest_derivative, abs=1e-12)


@pytest.mark.parametrize(("slope", "largest"), [(0.25, 1), (-0.5, 1), (3, 3), (-200, 200), (0, 1)])
def test_largest_derivative_of_a_prelu_is_that_of_its_steeper_side(slope, largest):
    assert activation("prelu", slope).largest_derivative == largest


@every_activation
def test_trouble_is_one_short_sentence(name):
    trouble = activation(name).trouble
    assert trouble.endswith(".")
    assert len(trouble) < 80


@every_activation
def test_function_is_its_formula(name, b):
    np.testing.assert_allclose(activation(name).function(b), FORMULAS[name](b), rtol=1e-13, atol=1e-16)


@every_activation
def test_derivative_is_the_limit_of_difference_quotients(name, b):
    g = activation(name)
    quotients = (g.function(b + 1e-5) - g.function(b - 1e-5)) / 2e-5
    np.testing.assert_allclose(g.derivative(b), quotients, atol=1e-9)


@every_activation
def test_values_at_zero(name):
    g = activation(name)
    assert (g.function(0.0), g.derivative(0.0)) == pytest.approx(ZERO[name], abs=0)


@every_activation
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_finite_without_warning_and_in_its_precision(name, dtype):
    g = activation(name)
    far = np.concatenate([np.geomspace(1e-30, 1e4, 200), [0.0]]).astype(dtype)
    with np.errstate(all="raise", under="ignore"):
        for values in (f(np.concatenate([-far, far])) for f in (g.function, g.derivative, g.slope_derivative)):
            assert values.dtype == dtype
            assert np.isfinite(values).all()


@every_activation
def test_single_precision_is_as_exact_as_it_can_be(name, b):
    g, single = activation(name), b.astype(np.float32)
    double = single.astype(np.float64)
    np.testing.assert_allclose(g.function(single), g.function(double), rtol=1e-6)
    np.testing.assert_allclose(g.derivative(single), g.derivative(double), rtol=1e-6)


@every_activation
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 3), (2, 3, 4)])
def test_any_shape(name, shape):
    g = activation(name)
    for values in (f(np.ones(shape)) for f in (g.function, g.derivative, g.slope_derivative)):
        assert isinstance(values, np.ndarray)
        assert values.shape == shape


@every_activation
def test_array_likes_become_double_precision(name):
    g = activation(name)
    assert g.function([-2, 3]).dtype == np.float64
    np.testing.assert_array_equal(g.function([-2, 3]), g.function(np.array([-2.0, 3.0])))
    assert g.derivative(np.array([True, False])).dtype == np.float64


@every_activation
def test_input_is_neither_changed_nor_shared(name, b):
    g, before = activation(name), b.copy()
    results = [g.function(b), g.derivative(b), g.slope_derivative(b)]
    np.testing.assert_array_equal(b, before)
    assert not any(np.shares_memory(b, result) for result in results)


def test_tails_keep_their_digits():
    far = np.array([20.0, 40.0, 300.0])
    logistic, tanh, softplus = activation("logistic"), activation("tanh"), activation("softplus")
    np.testing.assert_allclose(logistic.function(-far), np.exp(-far) / (1 + np.exp(-far)), rtol=1e-15)
    np.testing.assert_allclose(logistic.derivative(far), np.exp(-far) / (1 + np.exp(-far)) ** 2, rtol=1e-15)
    np.testing.assert_allclose(logistic.derivative(-far), logistic.derivative(far), rtol=0)
    np.testing.assert_allclose(tanh.derivative(far), 1 / np.cosh(far) ** 2, rtol=1e-14)
    np.testing.assert_allclose(softplus.function(-far), np.log1p(np.exp(-far)), rtol=1e-15)


def test_logistic_derivative_has_the_lectures_values():
    derivative = activation("logistic").derivative([0, 3, 5, 10])
    np.testing.assert_allclose(derivative, [0.25, 0.0452, 0.00665, 4.54e-5], rtol=1e-3)


def test_tanh_is_a_stretched_logistic(b):
    np.testing.assert_allclose(
        activation("tanh").function(b), 2 * activation("logistic").function(2 * b) - 1, atol=1e-15
    )


@pytest.mark.parametrize("name", ["step", "signum"])
def test_hard_ones_have_no_gradient_anywhere(name, b):
    assert not activation(name).derivative(np.append(b, 0)).any()


def test_only_hard_ones_are_not_trainable():
    assert [name for name in NAMES if not activation(name).trainable] == ["step", "signum"]


@pytest.mark.parametrize(("soft", "hard"), [("logistic", "step"), ("tanh", "signum")])
def test_hard_and_soft_are_pairs(soft, hard):
    assert activation(soft).hard is activation(hard)
    assert activation(hard).soft is activation(soft)
    assert activation(soft).soft is activation(soft)
    assert activation(hard).hard is activation(hard)


@pytest.mark.parametrize("name", NAMES[4:])
def test_others_are_their_own_hard_and_soft(name):
    g = activation(name, slope=0.5)
    assert g.hard is g
    assert g.soft is g


def test_prelu_has_the_slope_it_is_given():
    g = activation("prelu", slope=-0.5)
    np.testing.assert_array_equal(g.function([-2, 2]), [1, 2])
    np.testing.assert_array_equal(g.derivative([-2, 2]), [-0.5, 1])
    np.testing.assert_array_equal(g.slope_derivative([-2, 0, 2]), [-2, 0, 0])


def test_prelu_slope_above_one():
    np.testing.assert_array_equal(activation("prelu", slope=3).function([-2, 2]), [-6, 2])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "prelu"])
def test_slope_is_the_prelus_alone(name, b):
    g = activation(name, slope=0.7)
    assert g is ACTIVATIONS[name]
    assert not g.slope_derivative(b).any()


@pytest.mark.parametrize("name", ["sigmoid", "", "Tanh", None, ["tanh"]])
def test_unknown_name_is_refused_with_the_known_ones(name):
    with pytest.raises(ValueError, match=", ".join(NAMES)) as error:
        activation(name)
    assert repr(name) in str(error.value)


@pytest.mark.parametrize("slope", [np.nan, np.inf, "steep", None])
def test_slope_must_be_a_finite_number(slope):
    with pytest.raises(ValueError, match="slope: expected a finite number"):
        activation("prelu", slope=slope)
