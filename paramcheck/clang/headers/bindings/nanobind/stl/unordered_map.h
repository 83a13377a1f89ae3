// Stands in for <nanobind/stl/unordered_map.h>: conversions are no part of a default.
#pragma once
#include <unordered_map>
#include <nanobind/nanobind.h>
