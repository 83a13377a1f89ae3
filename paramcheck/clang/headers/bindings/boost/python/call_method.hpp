// Stands in for <boost/python/call_method.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
