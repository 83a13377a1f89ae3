// Stands in for <boost/python/numpy/ndarray.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
