// Stands in for <boost/python/copy_const_reference.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
