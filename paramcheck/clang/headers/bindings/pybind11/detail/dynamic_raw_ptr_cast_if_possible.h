// Stands in for <pybind11/detail/dynamic_raw_ptr_cast_if_possible.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
