// Stands in for <boost/python/overloads.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
