// Stands in for <nanobind/stl/detail/nb_set.h>: conversions are no part of a default.
#pragma once
#include <set>
#include <nanobind/nanobind.h>
