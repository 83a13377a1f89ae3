// Stands in for <pybind11/gil_safe_call_once.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
