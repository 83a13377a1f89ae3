// Stands in for <pybind11/native_enum.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
