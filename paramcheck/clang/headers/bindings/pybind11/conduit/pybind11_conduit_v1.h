// Stands in for <pybind11/conduit/pybind11_conduit_v1.h>, which <pybind11/pybind11.h> covers.
#pragma once
#include <pybind11/pybind11.h>
