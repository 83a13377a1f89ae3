// Stands in for <nanobind/stl/wstring.h>: conversions are no part of a default.
#pragma once
#include <string>
#include <nanobind/nanobind.h>
