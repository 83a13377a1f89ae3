// Stands in for <pybind11/stl/filesystem.h>: conversions are no part of a default.
#pragma once
#include <filesystem>
#include <pybind11/pybind11.h>
