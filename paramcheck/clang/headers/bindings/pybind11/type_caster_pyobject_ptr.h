// Stands in for <pybind11/type_caster_pyobject_ptr.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
