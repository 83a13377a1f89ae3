// Stands in for <boost/python/object.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
