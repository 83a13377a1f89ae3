// Stands in for <nanobind/ndarray.h>.
#pragma once
#include <standin/nanobind_ndarray.hpp>
