// Stands in for <nanobind/nb_class.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
