// Stands in for <pybind11/complex.h>: conversions are no part of a default.
#pragma once
#include <complex>
#include <pybind11/pybind11.h>
