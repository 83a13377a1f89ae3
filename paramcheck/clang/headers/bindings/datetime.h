// Stands in for <datetime.h> of CPython.
#pragma once
#include <Python.h>
typedef struct { PyObject ob_base; } PyDateTime_Date, PyDateTime_DateTime, PyDateTime_Time, PyDateTime_Delta;
#define PyDateTime_IMPORT ((void)0)
#ifdef __cplusplus
extern "C" {
#endif
int PyDateTime_GET_YEAR(__PY_ANY), PyDateTime_GET_MONTH(__PY_ANY), PyDateTime_GET_DAY(__PY_ANY), PyDateTime_DATE_GET_HOUR(__PY_ANY);
int PyDateTime_DATE_GET_MINUTE(__PY_ANY), PyDateTime_DATE_GET_SECOND(__PY_ANY), PyDateTime_DATE_GET_MICROSECOND(__PY_ANY);
int PyDateTime_DELTA_GET_DAYS(__PY_ANY), PyDateTime_DELTA_GET_SECONDS(__PY_ANY), PyDateTime_DELTA_GET_MICROSECONDS(__PY_ANY);
#ifdef __cplusplus
}
#endif
