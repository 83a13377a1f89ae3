// Stands in for <boost/python/str.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
