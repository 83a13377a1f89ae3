// Stands in for <boost/python/return_value_policy.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
