// Stands in for <boost/python/numpy.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
