// Stands in for <nanobind/stl/deque.h>: conversions are no part of a default.
#pragma once
#include <deque>
#include <nanobind/nanobind.h>
