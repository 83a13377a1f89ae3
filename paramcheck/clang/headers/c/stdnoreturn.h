// Stands in for <stdnoreturn.h> of the C standard library.
#pragma once
#ifndef __cplusplus
#define noreturn _Noreturn
#endif
