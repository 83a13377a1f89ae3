// Stands in for <nanobind/stl/map.h>: conversions are no part of a default.
#pragma once
#include <map>
#include <nanobind/nanobind.h>
