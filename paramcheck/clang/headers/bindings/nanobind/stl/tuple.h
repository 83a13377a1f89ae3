// Stands in for <nanobind/stl/tuple.h>: conversions are no part of a default.
#pragma once
#include <tuple>
#include <nanobind/nanobind.h>
