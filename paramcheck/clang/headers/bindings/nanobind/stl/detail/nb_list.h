// Stands in for <nanobind/stl/detail/nb_list.h>: conversions are no part of a default.
#pragma once
#include <list>
#include <nanobind/nanobind.h>
