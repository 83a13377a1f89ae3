// Stands in for <boost/python/class.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
