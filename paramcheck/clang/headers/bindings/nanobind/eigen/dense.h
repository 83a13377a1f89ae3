// Stands in for <nanobind/eigen/dense.h>: what Eigen itself declares, where the tree has it.
#pragma once
#include <nanobind/ndarray.h>
#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif
