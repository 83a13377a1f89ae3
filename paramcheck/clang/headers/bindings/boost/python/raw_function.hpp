// Stands in for <boost/python/raw_function.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
