"""Numbers in SQL are Python's: exact sums, exact comparisons, halves to the even."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from maflow.runtime.core.history import sum_of_numbers
from maflow.runtime.core.values import add_numbers, divide, multiply_numbers, subtract_numbers
from maflow.runtime.sql.amounts import average_amount, compare_amounts
from maflow.runtime.sql.database import add_functions, open_database
from maflow.runtime.sql.fragments import Form, Plain
from maflow.runtime.sql.functions import FUNCTIONS
from maflow.runtime.sql.numbers import as_number, calculate_numbers, compare_numbers, quotient
from maflow.runtime.sql.sums import sum_measures, sum_of_measures

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OPERATORS = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
BY_DIGITS = {"+": add_numbers, "-": subtract_numbers, "*": multiply_numbers, "/": divide}
MANY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
FRACTIONS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.floats(-1e6, 1e6),
    st.integers(-100, 100).map(lambda n: n / 100),
    st.sampled_from([0.0, -0.0, 1.0, 2.0**53, 2.0**50, 2.0**-48, 5e-324, 1e308, 0.1, 2.0**53 + 2]),
)
WHOLE = st.integers(-(2**100), 2**100) | st.sampled_from([0, 2**53, 2**53 + 1, -(2**53) - 1, 2**63])


@pytest.fixture(scope="module")
def connection() -> Iterator[DuckDBPyConnection]:
    with open_database() as found:
        add_functions(found, "".join(f"{name}(" for name in FUNCTIONS))
        yield found


def one(connection: DuckDBPyConnection, sql: str, *values: object) -> Any:
    return connection.execute(sql, list(values)).fetchall()[0][0]


@MANY
@given(numbers=st.lists(FRACTIONS, max_size=12))
@example(numbers=[0.1] * 10)
@example(numbers=[1e16, 1.0, -1e16])
@example(numbers=[2.0**53, 1.0, 2.0**-40])
@example(numbers=[2.0**53, 1.0])
@example(numbers=[-(2.0**53), -1.0, -(2.0**-40)])
@example(numbers=[1e308, 1e308])
def test_sums_are_rounded_once(numbers: Sequence[float], connection: DuckDBPyConnection) -> None:
    ordinary, others = sum_measures("x")
    inner = f"SELECT {ordinary} AS m, {others} AS o FROM (SELECT unnest(CAST(? AS DOUBLE[])) AS x)"
    found = one(connection, f"SELECT {sum_of_measures('m', 'o')} FROM ({inner})", list(numbers))
    assert found == sum_of_numbers(numbers)


@MANY
@given(left=FRACTIONS | WHOLE, right=FRACTIONS | WHOLE, operator=st.sampled_from("+-*/"))
@example(left=0.1, right=0.2, operator="+")
@example(left=1, right=0.9, operator="-")
@example(left=0.3, right=0.1, operator="/")
@example(left=1e308, right=10.0, operator="*")
def test_numbers_are_calculated_by_their_digits(
    left: float, right: float, operator: str, connection: DuckDBPyConnection
) -> None:
    hypothesis.assume(isinstance(left, float) or isinstance(right, float))
    forms = {int: (Form.WIDE, "HUGEINT"), float: (Form.NUMBER, "DOUBLE")}
    (one_form, one_type), (other_form, other_type) = forms[type(left)], forms[type(right)]
    found = calculate_numbers(operator, Plain("a", one_form), Plain("b", other_form))
    source = f"SELECT CAST(? AS {one_type}) AS a, CAST(? AS {other_type}) AS b"
    assert one(connection, f"SELECT {found.sql} FROM ({source})", left, right) == BY_DIGITS[operator](
        left, right
    )


@MANY
@given(whole=WHOLE, number=FRACTIONS, operator=st.sampled_from(sorted(OPERATORS)))
def test_whole_numbers_and_others_are_compared_exactly(
    whole: int, number: float, operator: str, connection: DuckDBPyConnection
) -> None:
    integer, other = Plain("i", Form.WIDE), Plain("d", Form.NUMBER)
    source = "FROM (SELECT CAST(? AS HUGEINT) AS i, CAST(? AS DOUBLE) AS d)"
    one_way = f"SELECT {compare_numbers(operator, integer, other)} {source}"
    other_way = f"SELECT {compare_numbers(operator, other, integer)} {source}"
    assert one(connection, one_way, whole, number) is OPERATORS[operator](whole, number)
    assert one(connection, other_way, whole, number) is OPERATORS[operator](number, whole)


@pytest.mark.parametrize("pair", [(None, 0.5), (2**60, None), (None, None)])
@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_a_comparison_with_an_unknown_is_unknown(
    pair: tuple[int | None, float | None], operator: str, connection: DuckDBPyConnection
) -> None:
    integer, other = Plain("i", Form.INTEGER), Plain("d", Form.NUMBER)
    source = "FROM (SELECT CAST(? AS BIGINT) AS i, CAST(? AS DOUBLE) AS d)"
    assert one(connection, f"SELECT {compare_numbers(operator, integer, other)} {source}", *pair) is None


@MANY
@given(left=WHOLE, right=WHOLE)
def test_quotients_of_whole_numbers_are_rounded_once(
    left: int, right: int, connection: DuckDBPyConnection
) -> None:
    sql = f"SELECT {quotient(Plain('a', Form.WIDE), Plain('b', Form.WIDE)).sql}"
    found = one(
        connection, f"{sql} FROM (SELECT CAST(? AS HUGEINT) AS a, CAST(? AS HUGEINT) AS b)", left, right
    )
    assert found == (left / right if right else None)


@MANY
@given(whole=WHOLE)
def test_whole_numbers_become_the_nearest_number(whole: int, connection: DuckDBPyConnection) -> None:
    sql = f"SELECT {as_number(Plain('a', Form.WIDE))} FROM (SELECT CAST(? AS HUGEINT) AS a)"
    assert one(connection, sql, whole) == float(whole)


@pytest.mark.parametrize(
    ("total", "count", "limit"),
    [
        ("180", 3, "60"),
        ("100", 3, "33.333333333333333333"),
        ("0.3", 3, "0.1"),
        ("2", 3, "0.666666666666666667"),
    ],
)
@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_averages_of_money_are_compared_to_the_last_digit(
    total: str, count: int, limit: str, operator: str, connection: DuckDBPyConnection
) -> None:
    average = average_amount("t", "n")
    money = f"CAST(? AS {Form.MONEY.value})"
    compared = compare_amounts(operator, average, Plain("l", Form.MONEY))
    sql = f"SELECT {compared} FROM (SELECT {money} AS t, ? AS n, {money} AS l)"
    assert one(connection, sql, total, count, limit) is OPERATORS[operator](
        Decimal(total) / count, Decimal(limit)
    )
