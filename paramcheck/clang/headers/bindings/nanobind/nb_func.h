// Stands in for <nanobind/nb_func.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
