#include <nanobind/nanobind.h>

#include "orbit.hpp"

namespace nb = nanobind;
using namespace nb::literals;

NB_MODULE(_orbit, m) {
    m.def("period", &orbit::period, "radius"_a, "mass"_a = 5.972e24, "damping"_a = 0.01,
          "Seconds that a body needs for one turn around another.");
}
