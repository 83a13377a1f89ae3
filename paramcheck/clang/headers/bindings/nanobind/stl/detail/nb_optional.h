// Stands in for <nanobind/stl/detail/nb_optional.h>: conversions are no part of a default.
#pragma once
#include <optional>
#include <nanobind/nanobind.h>
