// Stands in for <nanobind/stl/variant.h>: conversions are no part of a default.
#pragma once
#include <variant>
#include <nanobind/nanobind.h>
