// Stands in for <nanobind/stl/detail/nb_array.h>: conversions are no part of a default.
#pragma once
#include <array>
#include <nanobind/nanobind.h>
