// Stands in for <nanobind/stl/bind_map.h>: conversions are no part of a default.
#pragma once
#include <nanobind/nanobind.h>
