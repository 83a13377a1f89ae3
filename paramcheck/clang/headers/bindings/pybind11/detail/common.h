// Stands in for <pybind11/detail/common.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
