// Stands in for <nanobind/stl/any.h>: conversions are no part of a default.
#pragma once
#include <any>
#include <nanobind/nanobind.h>
