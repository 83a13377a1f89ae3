// Stands in for <boost/python/wrapper.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
