// Stands in for <pybind11/eigen/common.h>, which <pybind11/eigen.h> covers.
#pragma once
#include <pybind11/eigen.h>
