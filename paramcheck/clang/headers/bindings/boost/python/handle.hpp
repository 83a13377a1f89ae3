// Stands in for <boost/python/handle.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
