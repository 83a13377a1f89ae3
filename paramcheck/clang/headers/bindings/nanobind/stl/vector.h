// Stands in for <nanobind/stl/vector.h>: conversions are no part of a default.
#pragma once
#include <vector>
#include <nanobind/nanobind.h>
