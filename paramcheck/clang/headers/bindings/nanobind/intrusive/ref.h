// Stands in for <nanobind/intrusive/ref.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
