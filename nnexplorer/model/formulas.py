"""Typed formulas: read by a parser of their own, never by Python, and evaluated on arrays."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from nnexplorer.model.faults import FormulaError, shortened

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nnexplorer.model.network import Array

LONGEST_FORMULA = 1000
DEEPEST_FORMULA = 50
CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS: dict[str, np.ufunc] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.absolute,
    "sign": np.sign,
    "floor": np.floor,
    "min": np.minimum,
    "max": np.maximum,
}

_Part: TypeAlias = float | str | np.ufunc
_SUMS = {"+": np.add, "-": np.subtract}
_PRODUCTS = {"*": np.multiply, "/": np.divide}
_POWERS = {"**", "^"}
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|[-+*/^(),])"
    r"|(?P<space>[ \t\r\n]+)"
)


@dataclass(frozen=True)
class Formula:
    """A checked formula of the variables `names`, ready to be evaluated.

    Its `program` is in postfix order: a float is pushed, a name's values are pushed, a ufunc is applied to
    what lies on top. So evaluating the longest sum needs no recursion.
    """

    text: str
    names: tuple[str, ...]
    program: tuple[_Part, ...]

    def evaluate(self, values: Mapping[str, ArrayLike]) -> Array:
        """Evaluate the formula elementwise.

        Parameters
        ----------
        values : mapping of str to array-like
            The values of each of `names`; their shapes broadcast.

        Returns
        -------
        array
            float64, of the shape that the values have together; nan or inf, without a warning, where the
            formula has no finite value.
        """
        variables = {name: np.asarray(values[name], dtype=np.float64) for name in self.names}
        shape = np.broadcast_shapes(*(array.shape for array in variables.values()))
        stack: list[Array | float] = []
        with np.errstate(all="ignore"):
            for part in self.program:
                if isinstance(part, np.ufunc):
                    arguments = stack[-part.nin :]
                    del stack[-part.nin :]
                    stack.append(part(*arguments))
                else:
                    stack.append(variables[part] if isinstance(part, str) else part)
        return np.array(np.broadcast_to(stack.pop(), shape), dtype=np.float64)


def parse(text: str, names: Sequence[str]) -> Formula:
    """Read a typed formula of the variables `names`.

    What it may hold, and what is refused, says `nnexplorer.model.targets.target`.
    """
    if not isinstance(text, str):
        raise ValueError(f"formula: expected text, got {type(text).__name__}")
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(text, f"expected at most {LONGEST_FORMULA} characters, got {len(text)}", LONGEST_FORMULA)
    return Formula(text, tuple(names), _Parser(text, tuple(names)).parse())


class _Token(NamedTuple):
    kind: str
    text: str
    column: int

    def __str__(self) -> str:
        return f"'{shortened(self.text)}'" if self.text else "its end"


def _tokens(text: str) -> list[_Token]:
    tokens = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(text, f"{text[position]!r} at column {position + 1} has no meaning here", position)
        if match.lastgroup and match.lastgroup != "space":
            tokens.append(_Token(match.lastgroup, match.group(), position + 1))
        position = match.end()
    return [*tokens, _Token("end", "", len(text) + 1)]


class _Parser:
    """Recursive descent, a method a rule; each rule appends the postfix program of what it has read."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self._text, self._names, self._tokens = text, names, _tokens(text)
        self._position = self._depth = 0
        self._program: list[_Part] = []

    def parse(self) -> tuple[_Part, ...]:
        self._sum()
        if self._next.kind != "end":
            hint = "; decimals have a point here: 0.5" if self._next.text == "," else ""
            raise self._fault(self._next, f"expected an operator at column {self._next.column}, got {self._next}{hint}")
        return tuple(self._program)

    def _sum(self) -> None:
        self._chain(_SUMS, self._product)

    def _product(self) -> None:
        self._chain(_PRODUCTS, self._signed)

    def _chain(self, operators: Mapping[str, np.ufunc], operand: Callable[[], None]) -> None:
        operand()
        while self._next.text in operators:
            token = self._take()
            operand()
            self._apply(operators[token.text], token)

    def _signed(self) -> None:
        if self._next.text == "-":
            token = self._take()
            self._nested(self._signed, token)
            self._apply(np.negative, token)
        else:
            self._power()

    def _power(self) -> None:
        self._atom()
        if self._next.text in _POWERS:
            token = self._take()
            self._nested(self._signed, token)
            self._apply(np.power, token)

    def _atom(self) -> None:
        token = self._take()
        if token.kind == "number":
            self._constant(float(token.text), token)
        elif token.text == "(":
            self._nested(self._sum, token)
            self._close(token)
        elif token.text in FUNCTIONS:
            self._call(token)
        elif token.text in self._names:
            self._program.append(token.text)
        elif token.text in CONSTANTS:
            self._program.append(CONSTANTS[token.text])
        elif token.kind == "name" and self._next.text == "(":
            name = shortened(token.text)
            raise self._fault(token, f"{name} at column {token.column} is none of {', '.join(FUNCTIONS)}")
        elif token.kind == "name":
            what = "not an input; inputs are" if self._names else "not a constant; constants are"
            known = ", ".join(self._names or CONSTANTS)
            raise self._fault(token, f"{shortened(token.text)} at column {token.column} is {what} {known}")
        else:
            raise self._fault(token, f"expected a number, a name or '(' at column {token.column}, got {token}")

    def _call(self, name: _Token) -> None:
        opening = self._take()
        if opening.text != "(":
            raise self._fault(opening, f"expected '(' after {name.text} at column {opening.column}, got {opening}")
        function = FUNCTIONS[name.text]
        self._nested(self._sum, opening)
        arguments = 1
        while self._next.text == ",":
            self._nested(self._sum, self._take())
            arguments += 1
            if function.nin == 2:
                self._apply(function, name)
        self._close(opening)
        if function.nin == 1 and arguments == 1:
            self._apply(function, name)
        elif function.nin == 1 or arguments == 1:
            wanted = "one argument" if function.nin == 1 else "two arguments or more"
            raise self._fault(name, f"{name.text} at column {name.column} takes {wanted}, got {arguments}")

    def _nested(self, rule: Callable[[], None], token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST_FORMULA:
            raise self._fault(token, f"{token} at column {token.column} begins more than {DEEPEST_FORMULA} levels")
        rule()
        self._depth -= 1

    def _close(self, opening: _Token) -> None:
        token = self._take()
        if token.text != ")":
            where = f"the '(' at column {opening.column}"
            raise self._fault(token, f"expected ')' for {where}, got {token} at column {token.column}")

    def _apply(self, function: np.ufunc, token: _Token) -> None:
        """Append `function`, or its value where all that it is applied to is constant."""
        arguments = self._program[-function.nin :]
        if not all(isinstance(argument, float) for argument in arguments):
            self._program.append(function)
            return
        del self._program[-function.nin :]
        with np.errstate(all="ignore"):
            self._constant(float(function(*arguments)), token)

    def _constant(self, value: float, token: _Token) -> None:
        if not math.isfinite(value):
            what = "is not a number" if math.isnan(value) else "is infinite or too large"
            raise self._fault(token, f"the constant from {token} at column {token.column} {what}")
        self._program.append(value)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._position]

    def _take(self) -> _Token:
        token = self._next
        self._position += token.kind != "end"
        return token

    def _fault(self, token: _Token, what: str) -> FormulaError:
        return FormulaError(self._text, what, token.column - 1)
