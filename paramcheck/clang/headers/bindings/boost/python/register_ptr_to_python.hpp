// Stands in for <boost/python/register_ptr_to_python.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
