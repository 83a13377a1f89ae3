// Stands in for <nanobind/nb_attr.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
