// Stands in for <boost/python/with_custodian_and_ward.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
