// Stands in for <pybind11/detail/init.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
