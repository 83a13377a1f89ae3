// Stands in for <nanobind/operators.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
