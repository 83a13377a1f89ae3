// Stands in for <boost/python/ptr.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
