"""Choosing among groups so that nobody is in two: set packing, solved by HiGHS (matching.md §2).

First the most people, then the highest worth: two problems, since one with large weights loses its last digits. A
relaxed problem is solved before each: what it proves too poor for any better answer is left out, so few columns stay.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .solver import configured

Column = tuple[int, ...]
EPSILON = 1e-7
GAP = 1e-4  # a ten-thousandth of one person's wellbeing: what nobody could feel
ONE_PERSON = 0.99


def best_packing(
    columns: Sequence[Column], worth: Sequence[float], known: Sequence[Column] = (), most: int | None = None
) -> tuple[list[Column], bool]:
    """The groups that place most people, and among those of the highest total worth; and whether that is proven.

    `known` is an answer already at hand: it makes the proof shorter and is returned when nothing is better. `most` is
    how many can be placed, where that is known to be so: it saves half the work.
    """
    value = dict(zip(columns, worth, strict=True))
    best, most_proven = list(known), True
    if most is None or sum(map(len, known)) < most:
        best, most_proven = _most_people(columns, value, best)
    best, proven = worthiest(columns, worth, best, places=float(sum(map(len, best))))
    return best, most_proven and proven


def worthiest(
    columns: Sequence[Column], worth: Sequence[float], known: Sequence[Column] = (), places: float | None = None
) -> tuple[list[Column], bool]:
    """The groups of the highest total worth, and whether that is proven; with `places` among those that place so
    many."""
    value = dict(zip(columns, worth, strict=True))
    floor = sum(value[column] for column in known)
    kept = _promising(columns, worth, floor, places=places)
    better, proven = _solve([columns[at] for at in kept], [worth[at] for at in kept], places=places)
    enough = places is None or sum(map(len, better)) == places
    if enough and sum(value[column] for column in better) > floor + EPSILON:
        return sorted(better), proven
    return sorted(known), proven


def _most_people(
    columns: Sequence[Column], value: Mapping[Column, float], known: list[Column]
) -> tuple[list[Column], bool]:
    sizes = [float(len(column)) for column in columns]
    kept = _promising(columns, sizes, sum(map(len, known)) + 1.0)  # people are whole numbers: better is one more
    found, proven = _solve([columns[at] for at in kept], [sizes[at] for at in kept], gap=ONE_PERSON)
    return max(known, found, key=lambda one: (sum(map(len, one)), sum(value[column] for column in one))), proven


def _promising(
    columns: Sequence[Column], worth: Sequence[float], floor: float, places: float | None = None
) -> list[int]:
    """The columns that may be part of an answer better than `floor`: their price in the relaxed problem tells."""
    if not columns:
        return []
    solver = _model(columns, worth, places=places, whole=False)
    solver.run()
    bound = -solver.getInfo().objective_function_value
    prices = solver.getSolution().col_dual
    slack = bound - floor + 1e-6 * (1 + abs(bound))
    if slack < 0:  # nothing as good as that is possible
        return []
    return [at for at in range(len(columns)) if prices[at] <= slack]


def _solve(
    columns: Sequence[Column], worth: Sequence[float], places: float | None = None, gap: float = GAP
) -> tuple[list[Column], bool]:
    import highspy

    if not columns:
        return [], True
    solver = _model(columns, worth, places=places, whole=True)
    solver.setOptionValue("mip_abs_gap", gap)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:  # nothing that is better is left
        return [], True
    values = solver.getSolution().col_value
    return [column for column, value in zip(columns, values, strict=False) if value > 0.5], (
        status == highspy.HighsModelStatus.kOptimal
    )


def _model(columns: Sequence[Column], worth: Sequence[float], *, places: float | None, whole: bool) -> Any:
    """A row a person (at most one group), a column a group; with `places`, a row that says how many are placed."""
    import highspy
    import numpy as np

    solver = configured()
    people = sorted({one for column in columns for one in column})
    row = {one: number for number, one in enumerate(people)}
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(people) + (places is not None)
    model.col_cost_ = -np.asarray(worth, dtype=np.double)
    model.col_lower_, model.col_upper_ = np.zeros(len(columns)), np.ones(len(columns))
    lower, upper = [-highspy.kHighsInf] * len(people), [1.0] * len(people)
    model.row_lower_ = np.asarray([*lower, places] if places is not None else lower)
    model.row_upper_ = np.asarray([*upper, highspy.kHighsInf] if places is not None else upper)
    index, weight, starts = [], [], [0]
    for column in columns:
        index += [row[one] for one in column]
        weight += [1.0] * len(column)
        if places is not None:
            index.append(len(people))
            weight.append(float(len(column)))
        starts.append(len(index))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = np.asarray(starts), np.asarray(index)
    model.a_matrix_.value_ = np.asarray(weight)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver.passModel(model)
    return solver
