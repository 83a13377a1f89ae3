// Stands in for <boost/python/args.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
