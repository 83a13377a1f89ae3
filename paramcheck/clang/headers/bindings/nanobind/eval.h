// Stands in for <nanobind/eval.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
