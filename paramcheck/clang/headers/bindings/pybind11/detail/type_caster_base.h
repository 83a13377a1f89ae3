// Stands in for <pybind11/detail/type_caster_base.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
