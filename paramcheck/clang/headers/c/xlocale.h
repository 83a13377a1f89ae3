// Stands in for <xlocale.h> of the BSDs.
#pragma once
#include <locale.h>
