// Stands in for <nanobind/nb_descr.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
