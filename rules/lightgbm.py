"""What ``paramcheck confirm`` does with lightgbm that needs code. It runs in the package's own interpreter.

The library keeps its settings to itself, but a saved model states all that it was trained with.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

_RECORD = "LightGBM::Config"
_ROWS, _COLUMNS = 60, 3
_SETTING = re.compile(r"^\[(\w+): (.*)\]$", re.MULTILINE)
_FLOAT64, _ROW_MAJOR = 1, 1


def native(run: Any) -> None:
    """The settings of a model for which nothing is set."""
    from lightgbm import basic

    library = basic._LIB
    data = _data()
    dataset, model = ctypes.c_void_p(), ctypes.c_void_p()
    _check(
        library.LGBM_DatasetCreateFromMat(
            data.ctypes.data_as(ctypes.c_void_p),
            ctypes.c_int(_FLOAT64),
            ctypes.c_int32(_ROWS),
            ctypes.c_int32(_COLUMNS),
            ctypes.c_int(_ROW_MAJOR),
            ctypes.c_char_p(b""),
            None,
            ctypes.byref(dataset),
        )
    )
    _check(library.LGBM_BoosterCreate(dataset, ctypes.c_char_p(b""), ctypes.byref(model)))
    length = ctypes.c_int64()
    text = ctypes.create_string_buffer(1 << 20)
    _check(
        library.LGBM_BoosterSaveModelToString(
            model,
            ctypes.c_int(0),
            ctypes.c_int(-1),
            ctypes.c_int(0),
            ctypes.c_int64(len(text)),
            ctypes.byref(length),
            text,
        )
    )
    run.observe(_RECORD, _settings(text.value.decode()))


def regressor(run: Any) -> Any:
    """A model of the scikit-learn interface, trained with nothing set."""
    import lightgbm

    data = _data()
    made = lightgbm.LGBMRegressor(**run.arguments).fit(data, data[:, 0])
    run.observe(_RECORD, _settings(made.booster_.model_to_string()))
    return made


def predict(run: Any, made: Any) -> dict[str, Any]:
    """What the model says of the data that it was trained with."""
    del run
    return {"predictions": [float(one) for one in made.predict(_data())]}


def _data() -> Any:
    import numpy as np

    return np.ascontiguousarray(np.random.default_rng(0).random((_ROWS, _COLUMNS)))


def _settings(model: str) -> dict[str, Any]:
    return {name: _value(text) for name, text in _SETTING.findall(model)}


def _value(text: str) -> Any:
    try:
        return float(text) if set(text) & set(".en") else int(text)
    except ValueError:
        return text


def _check(status: int) -> None:
    if status:
        raise RuntimeError("the library refused")
