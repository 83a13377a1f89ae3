// Stands in for <pybind11/trampoline_self_life_support.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
