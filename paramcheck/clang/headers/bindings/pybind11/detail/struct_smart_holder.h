// Stands in for <pybind11/detail/struct_smart_holder.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
