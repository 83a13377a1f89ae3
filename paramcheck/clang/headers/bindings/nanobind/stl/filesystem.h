// Stands in for <nanobind/stl/filesystem.h>: conversions are no part of a default.
#pragma once
#include <filesystem>
#include <nanobind/nanobind.h>
