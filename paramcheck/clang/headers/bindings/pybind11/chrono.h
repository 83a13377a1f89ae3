// Stands in for <pybind11/chrono.h>: conversions are no part of a default.
#pragma once
#include <chrono>
#include <pybind11/pybind11.h>
