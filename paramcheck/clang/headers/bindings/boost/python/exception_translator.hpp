// Stands in for <boost/python/exception_translator.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
