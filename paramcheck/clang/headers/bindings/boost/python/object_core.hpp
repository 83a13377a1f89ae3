// Stands in for <boost/python/object_core.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
