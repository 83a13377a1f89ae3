// Stands in for <nanobind/stl/unique_ptr.h>: conversions are no part of a default.
#pragma once
#include <memory>
#include <nanobind/nanobind.h>
