// Stands in for <boost/python/make_constructor.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
