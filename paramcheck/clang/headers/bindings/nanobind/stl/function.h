// Stands in for <nanobind/stl/function.h>: conversions are no part of a default.
#pragma once
#include <functional>
#include <nanobind/nanobind.h>
