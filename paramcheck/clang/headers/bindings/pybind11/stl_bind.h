// Stands in for <pybind11/stl_bind.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
