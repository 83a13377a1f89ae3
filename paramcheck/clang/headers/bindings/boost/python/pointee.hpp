// Stands in for <boost/python/pointee.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
