// Stands in for <boost/python/slice.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
