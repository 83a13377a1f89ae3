// Stands in for <nanobind/stl/optional.h>: conversions are no part of a default.
#pragma once
#include <optional>
#include <nanobind/nanobind.h>
