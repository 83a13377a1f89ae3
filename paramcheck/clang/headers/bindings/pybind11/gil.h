// Stands in for <pybind11/gil.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
