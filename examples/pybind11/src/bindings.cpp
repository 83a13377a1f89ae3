#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "lattice.hpp"

namespace py = pybind11;

PYBIND11_MODULE(_lattice, m) {
    py::enum_<lattice::Boundary>(m, "Boundary")
        .value("Open", lattice::Boundary::Open)
        .value("Periodic", lattice::Boundary::Periodic);

    py::class_<lattice::Relaxation>(m, "Relaxation")
        .def(py::init<double, std::size_t, lattice::Boundary>(),
             py::arg("tolerance") = 1e-6,
             py::arg("max_steps") = 1000,
             py::arg("boundary") = lattice::Boundary::Periodic)
        .def("run", &lattice::Relaxation::run, py::arg("heights"));
}
