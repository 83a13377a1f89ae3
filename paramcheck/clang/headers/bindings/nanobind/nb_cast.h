// Stands in for <nanobind/nb_cast.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
