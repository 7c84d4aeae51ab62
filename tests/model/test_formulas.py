"""A typed formula means what Python's grammar and NumPy's functions make of it; nothing else is let in."""

import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnexplorer.model.faults import FormulaError
from nnexplorer.model.formulas import DEEPEST_FORMULA, FUNCTIONS, LONGEST_FORMULA, parse
from nnexplorer.model.targets import target

X = np.random.default_rng(17).uniform(-2, 2, (7, 2))
X0, X1 = X.T


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x0", X0),
        ("sin(3*x0) * x1", np.sin(3 * X0) * X1),
        ("-x0**2", -(X0**2)),
        ("(-x0)**2", X0**2),
        ("2**-1", 0.5),
        ("2**3**2", 512),
        ("2^3^2", 512),
        ("2**-x0**2", 2 ** -(X0**2)),
        ("--x0", X0),
        ("x0 - -x1", X0 + X1),
        ("8/4/2", 1),
        ("8-4-2", 2),
        ("1 + 2*3", 7),
        ("(1 + 2)*3", 9),
        ("-2**2", -4),
        (" 1 +\t2\n", 3),
        ("1. + .5 + 1e-3 + 2E+1 + 0e5", 21.501),
        ("pi + e", np.pi + np.e),
        ("min(x0, x1)", np.minimum(X0, X1)),
        ("max(x0, 0, x1, -1)", np.maximum(np.maximum(X0, 0), X1)),
        ("sign(x0) * floor(x1)", np.sign(X0) * np.floor(X1)),
        ("sign(0)", 0),
    ],
)
def test_formula_means_what_python_and_numpy_mean(text, wanted):
    values = target(text)(X)
    assert values.shape == (len(X), 1)
    assert values.dtype == np.float64
    np.testing.assert_allclose(values[:, 0], np.broadcast_to(wanted, len(X)), rtol=1e-14)


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.nin == 1])
def test_each_function_is_numpys(name):
    x = np.array([[0.25], [0.5], [0.75]])
    wanted = {"asin": np.arcsin, "acos": np.arccos, "atan": np.arctan}.get(name) or getattr(np, name)
    np.testing.assert_array_equal(target(f"{name}(x0)", inputs=1)(x), wanted(x))


class Oracle:
    """A value on which Python's own operators call NumPy."""

    def __init__(self, value):
        self.value = np.float64(value) if isinstance(value, str) else value

    def __neg__(self):
        return Oracle(np.negative(self.value))

    def __add__(self, other):
        return Oracle(np.add(self.value, other.value))

    def __sub__(self, other):
        return Oracle(np.subtract(self.value, other.value))

    def __mul__(self, other):
        return Oracle(np.multiply(self.value, other.value))

    def __truediv__(self, other):
        return Oracle(np.divide(self.value, other.value))

    def __pow__(self, other):
        return Oracle(np.power(self.value, other.value))


def oracle_function(function):
    def call(first, *others):
        if function.nin == 1:
            return Oracle(function(first.value))
        value = first.value
        for other in others:
            value = function(value, other.value)
        return Oracle(value)

    return call


ORACLE_NAMES = {name: oracle_function(function) for name, function in FUNCTIONS.items()}
ORACLE_NAMES |= {"x0": Oracle(X0), "x1": Oracle(X1), "pi": Oracle(np.pi), "e": Oracle(np.e), "Oracle": Oracle}
NUMBER = re.compile(r"(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def read(text):
    """The values of a formula on X, or else why it was refused."""
    try:
        return target(text)(X), None
    except ValueError as error:
        return None, str(error)


def evaluated_by_python(text):
    """Let Python read the formula, each number of which is made an Oracle."""
    with np.errstate(all="ignore"):
        return eval(NUMBER.sub(r"Oracle('\g<0>')", text.replace("^", "**")), {}, ORACLE_NAMES).value


def combined(part):
    return st.one_of(
        st.builds("{} {} {}".format, part, st.sampled_from(["+", "-", "*", "/", "**", "^"]), part),
        st.builds("({})".format, part),
        st.builds("-{}".format, part),
        st.builds("{}({})".format, st.sampled_from([n for n, f in FUNCTIONS.items() if f.nin == 1]), part),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), part, part),
        st.builds("{}({},{},{})".format, st.sampled_from(["min", "max"]), part, part, part),
    )


NUMBERS = st.sampled_from(["0", "1", "2", "3.", ".5", "0.75", "1e-3", "2.5E+1"])
FORMULAS = st.recursive(st.sampled_from(["x0", "x1", "pi", "e"]) | NUMBERS, combined, max_leaves=10)


@settings(max_examples=400, deadline=None)
@given(FORMULAS)
def test_any_formula_is_read_as_python_reads_it_and_evaluated_as_numpy_evaluates_it(text):
    values, refusal = read(text)
    if refusal:  # of a constant like log(-1)
        assert "the constant from" in refusal
    else:
        np.testing.assert_array_equal(values[:, 0], np.broadcast_to(evaluated_by_python(text), len(X)))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.text("x01+-*/^(),. e9sinmaxpi", max_size=30))
def test_any_text_is_read_or_refused_in_one_line(text):
    values, refusal = read(text)
    if refusal:
        assert refusal.startswith("formula ")
        assert len(refusal.splitlines()) == 1
    else:
        assert values.shape == (len(X), 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "expected a number, a name or '(' at column 1, got its end"),
        ("x0 +", "expected a number, a name or '(' at column 5, got its end"),
        ("x0 + * 2", "expected a number, a name or '(' at column 6, got '*'"),
        ("+x0", "expected a number, a name or '(' at column 1, got '+'"),
        ("()", "expected a number, a name or '(' at column 2, got ')'"),
        ("sin()", "expected a number, a name or '(' at column 5, got ')'"),
        ("sin(x5)", "x5 at column 5 is not an input; inputs are x0, x1"),
        ("X0", "X0 at column 1 is not an input; inputs are x0, x1"),
        ("x00", "x00 at column 1 is not an input; inputs are x0, x1"),
        ("tg(x0)", "tg at column 1 is none of sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log"),
        ("x0 x1", "expected an operator at column 4, got 'x1'"),
        ("0,5*x0", "expected an operator at column 2, got ','; decimals have a point here: 0.5"),
        ("2x0", "expected an operator at column 2, got 'x0'"),
        ("1..2", "expected an operator at column 3, got '.2'"),
        ("x0(1)", "expected an operator at column 3, got '('"),
        ("x0)", "expected an operator at column 3, got ')'"),
        ("x0, x1", "expected an operator at column 3, got ','"),
        ("(x0", "expected ')' for the '(' at column 1, got its end at column 4"),
        ("(x0, x1)", "expected ')' for the '(' at column 1, got ',' at column 4"),
        ("sin x0", "expected '(' after sin at column 5, got 'x0'"),
        ("sin", "expected '(' after sin at column 4, got its end"),
        ("sin(x0, x1)", "sin at column 1 takes one argument, got 2"),
        ("1 + min(x0)", "min at column 5 takes two arguments or more, got 1"),
        ("x0 @ 2", "'@' at column 4 has no meaning here"),
        ("x0.real", "'.' at column 3 has no meaning here"),
        ("x0 \u2212 1", "'\u2212' at column 4 has no meaning here"),
        ("\u0663", "'\u0663' at column 1 has no meaning here"),
        ("__import__('os')", '"\'" at column 12 has no meaning here'),
        ("x0\n; x1", "';' at column 4 has no meaning here"),
    ],
)
def test_fault_names_its_column(text, fault):
    with pytest.raises(FormulaError, match=rf"\A{re.escape(f'formula {text!r}: {fault}')}.*\Z") as refusal:
        target(text)
    assert (refusal.value.text, refusal.value.what[: len(fault)]) == (text, fault)


@pytest.mark.parametrize(
    ("text", "position"),
    [("2x0", 1), ("x0 @ 2", 3), ("x0 +", 4), ("", 0), ("(x0", 3), ("sin", 3), ("1+tg(x0)", 2), ("x0+1/0", 4)],
)
def test_fault_has_the_position_of_its_character(text, position):
    with pytest.raises(FormulaError) as refusal:
        target(text)
    assert refusal.value.position == position


@settings(max_examples=200, deadline=None)
@given(st.text("x01+-*/^(),. e9sinmaxpi@\U0001d54f", max_size=30))
def test_the_position_of_a_fault_is_within_the_text_or_its_end(text):
    position = 0
    try:
        target(text)
    except FormulaError as refusal:
        position = refusal.position
    assert 0 <= position <= len(text)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1/0", 2),
        ("x0 + 1/(2-2)", 7),
        ("0*x0 + log(-1)", 8),
        ("sqrt(-1)", 1),
        ("(-8)**(1/3)", 5),
        ("10**400", 3),
        ("9**9**9**9", 5),
        ("1e999", 1),
        ("x0 * " + "9" * 400, 6),
        ("exp(1000) * 0", 1),
        ("1e200 * 1e200 * x0", 7),
        ("max(1, 0/0, x0)", 9),
    ],
)
def test_constant_that_is_not_finite_is_refused(text, column):
    with pytest.raises(ValueError, match=rf"the constant from '.*' at column {column} is (not a number|infinite)"):
        target(text)


def test_only_constants_are_folded():
    assert parse("2*3 + x0 + 1*2", ["x0"]).program == (6.0, "x0", np.add, 2.0, np.add)
    assert target("x0 * 1e200 * 1e200 - 1/x1")(X).shape == (len(X), 1)


def test_value_that_is_not_finite_comes_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values = target("log(x0) / x1")([[-1, 1], [1, 0], [2, 0], [np.nan, 1], [0, 1]])
    np.testing.assert_array_equal(values.ravel(), [np.nan, np.nan, np.inf, np.nan, -np.inf])


@pytest.mark.parametrize(
    ("before", "after"), [("(", ")"), ("-", ""), ("sin(", ")"), ("2**", ""), ("min(1,", ")"), ("-(", ")")]
)
def test_nesting_is_bounded(before, after):
    levels = DEEPEST_FORMULA // (2 if before == "-(" else 1)
    assert target(before * levels + "x0" + after * levels)(X).shape == (len(X), 1)
    with pytest.raises(ValueError, match=rf"begins more than {DEEPEST_FORMULA} levels$"):
        target(before * (levels + 1) + "x0" + after * (levels + 1))


def test_length_is_bounded_and_the_longest_sum_is_evaluated():
    longest = "x0+" * 332 + "3*x0"
    assert len(longest) == LONGEST_FORMULA
    np.testing.assert_allclose(target(longest)(X)[:, 0], 335 * X0, rtol=1e-12)
    with pytest.raises(ValueError, match=r"^formula 'x0\+.*\.\.\.': expected at most 1000 characters, got 1001$"):
        target(longest + " ")


@pytest.mark.parametrize("wrong", [None, 3, b"x0"])
def test_what_is_no_text_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^formula: expected text, got \w+$"):
        target(wrong)


def test_formula_of_other_names_broadcasts_them():
    formula = parse("a * b + 1", ["a", "b"])
    assert formula.evaluate({"a": [[1], [2]], "b": [1, 10, 100]}).tolist() == [[2, 11, 101], [3, 21, 201]]


def test_values_are_a_copy():
    x = np.array([1.0, 2.0])
    assert not np.shares_memory(parse("t", ["t"]).evaluate({"t": x}), x)
