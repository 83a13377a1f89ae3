// Stands in for <nanobind/stl/list.h>: conversions are no part of a default.
#pragma once
#include <list>
#include <nanobind/nanobind.h>
