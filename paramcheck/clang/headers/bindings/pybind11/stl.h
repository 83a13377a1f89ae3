// Stands in for <pybind11/stl.h>: conversions are no part of a default.
#pragma once
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <pybind11/pybind11.h>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <valarray>
#include <variant>
#include <vector>
