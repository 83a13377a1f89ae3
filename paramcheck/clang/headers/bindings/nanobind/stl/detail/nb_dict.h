// Stands in for <nanobind/stl/detail/nb_dict.h>: conversions are no part of a default.
#pragma once
#include <map>
#include <nanobind/nanobind.h>
