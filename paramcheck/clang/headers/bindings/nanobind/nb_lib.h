// Stands in for <nanobind/nb_lib.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
