// Stands in for <pybind11/functional.h>: conversions are no part of a default.
#pragma once
#include <functional>
#include <pybind11/pybind11.h>
