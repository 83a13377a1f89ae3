// Stands in for <nanobind/nb_error.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
