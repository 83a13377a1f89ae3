// Stands in for <boost/python/return_internal_reference.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
