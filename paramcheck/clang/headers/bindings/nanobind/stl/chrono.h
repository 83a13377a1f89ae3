// Stands in for <nanobind/stl/chrono.h>: conversions are no part of a default.
#pragma once
#include <chrono>
#include <nanobind/nanobind.h>
