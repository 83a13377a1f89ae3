// Stands in for <nanobind/stl/unordered_set.h>: conversions are no part of a default.
#pragma once
#include <unordered_set>
#include <nanobind/nanobind.h>
