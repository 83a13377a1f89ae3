// Stands in for <nanobind/stl/string_view.h>: conversions are no part of a default.
#pragma once
#include <string_view>
#include <nanobind/nanobind.h>
