// Stands in for <boost/python/other.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
