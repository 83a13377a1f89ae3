// Stands in for <nanobind/stl/complex.h>: conversions are no part of a default.
#pragma once
#include <complex>
#include <nanobind/nanobind.h>
