// Stands in for <boost/python/call.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
