// Stands in for <boost/python/default_call_policies.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
