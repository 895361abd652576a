"""HiGHS behind one door: whole-number problems given as rows, solved alike on every machine."""

from collections.abc import Mapping, Sequence
from typing import Any

NODES = 5_000  # a bound in steps, not in seconds, so that every machine gives the same answer
Row = tuple[float, Mapping[int, float], float]  # at least, weight by column, at most


def configured() -> Any:
    """A solver that says nothing, has one thread, and whose chance is set."""
    import highspy

    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_max_nodes": NODES}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def least(costs: Sequence[float], rows: Sequence[Row], most: Sequence[float] = ()) -> tuple[list[float], bool]:
    """How often to take each column so that all rows hold at the least cost, and whether that is proven. Each is taken
    once at most; the last columns as often as `most` says."""
    import highspy
    import numpy as np

    solver = configured()
    solver.setOptionValue("mip_abs_gap", 1e-6)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(rows)
    model.col_cost_ = np.asarray(costs, dtype=np.double)
    model.col_lower_ = np.zeros(len(costs))
    model.col_upper_ = np.asarray([*[1.0] * (len(costs) - len(most)), *most])
    model.row_lower_ = np.asarray([row[0] for row in rows], dtype=np.double)
    model.row_upper_ = np.asarray([row[2] for row in rows], dtype=np.double)
    index = [column for _lower, weights, _upper in rows for column in weights]
    weight = [value for _lower, weights, _upper in rows for value in weights.values()]
    starts = np.cumsum([0, *(len(weights) for _lower, weights, _upper in rows)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = starts, np.asarray(index)
    model.a_matrix_.value_ = np.asarray(weight, dtype=np.double)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    solver.passModel(model)
    solver.run()
    return list(solver.getSolution().col_value), solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
