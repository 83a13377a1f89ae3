// Stands in for <boost/python/borrowed.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
