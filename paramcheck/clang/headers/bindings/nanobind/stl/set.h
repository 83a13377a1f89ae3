// Stands in for <nanobind/stl/set.h>: conversions are no part of a default.
#pragma once
#include <set>
#include <nanobind/nanobind.h>
