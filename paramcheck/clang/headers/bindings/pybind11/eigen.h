// Stands in for <pybind11/eigen.h>: what Eigen itself declares, where the tree has it.
#pragma once
#include <pybind11/numpy.h>
#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#endif
#if __has_include(<Eigen/SparseCore>)
#include <Eigen/SparseCore>
#endif
namespace pybind11 {
template <class M> using EigenDRef = M;
template <class M> using EigenDMap = M;
}  // namespace pybind11
