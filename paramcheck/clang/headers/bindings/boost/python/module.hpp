// Stands in for <boost/python/module.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
