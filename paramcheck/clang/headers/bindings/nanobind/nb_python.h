// Stands in for <nanobind/nb_python.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
