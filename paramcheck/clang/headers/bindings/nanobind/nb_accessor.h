// Stands in for <nanobind/nb_accessor.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
