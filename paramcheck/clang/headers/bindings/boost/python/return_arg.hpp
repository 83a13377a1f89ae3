// Stands in for <boost/python/return_arg.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
