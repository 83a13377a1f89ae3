// Stands in for <nanobind/stl/pair.h>: conversions are no part of a default.
#pragma once
#include <utility>
#include <nanobind/nanobind.h>
