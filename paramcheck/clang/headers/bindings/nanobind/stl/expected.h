// Stands in for <nanobind/stl/expected.h>: conversions are no part of a default.
#pragma once
#include <expected>
#include <nanobind/nanobind.h>
