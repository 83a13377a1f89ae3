"""What ``paramcheck confirm`` does with osqp that needs code. It runs in the package's own interpreter."""

from __future__ import annotations

from typing import Any


def native(run: Any) -> None:
    """The settings of which nothing is set, from release 1.0 on. Before, a function of the library states them."""
    try:
        from osqp import ext_builtin
    except ImportError:
        return
    settings = ext_builtin.OSQPSettings()
    ext_builtin.osqp_set_default_settings(settings)
    run.observe("OSQPSettings", settings)


def extension(run: Any) -> Any:
    """A problem set up by the solver in C, with nothing set. Its settings can be read from release 1.0 on."""
    import osqp

    made = osqp.OSQP()
    made.setup(*_problem())
    solver = getattr(made, "_solver", None)
    if solver is not None:
        run.observe("OSQPSettings", solver.get_settings())
    return made


def pure(run: Any) -> Any:
    """A problem set up by the solver in Python, with nothing set. Its settings are attributes of what it makes."""
    try:
        import osqppurepy
    except ImportError:
        # Releases from 1.0 on have none.
        return None
    made = osqppurepy.OSQP()
    made.setup(*_problem())
    run.observe("OSQPSettings", made._model.work.settings)
    return made


def _problem() -> tuple[Any, ...]:
    import numpy as np
    from scipy import sparse

    matrix = sparse.csc_matrix([[4.0, 1.0], [1.0, 2.0]])
    limits = sparse.csc_matrix([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    return matrix, np.array([1.0, 1.0]), limits, np.array([1.0, 0.0, 0.0]), np.array([1.0, 0.7, 0.7])
