// Stands in for <pybind11/detail/value_and_holder.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
