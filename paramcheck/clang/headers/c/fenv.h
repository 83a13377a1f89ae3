// Stands in for <fenv.h> of the C standard library.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef unsigned short fexcept_t;
typedef struct { unsigned __words[8]; } fenv_t;
#define FE_INVALID 1
#define FE_DIVBYZERO 4
#define FE_OVERFLOW 8
#define FE_UNDERFLOW 16
#define FE_INEXACT 32
#define FE_ALL_EXCEPT 61
#define FE_TONEAREST 0
#define FE_DOWNWARD 0x400
#define FE_UPWARD 0x800
#define FE_TOWARDZERO 0xc00
#define FE_DFL_ENV ((const fenv_t *)-1)
int feclearexcept(int), feraiseexcept(int), fetestexcept(int), fegetround(void), fesetround(int);
int fegetenv(fenv_t *), fesetenv(const fenv_t *), feholdexcept(fenv_t *), feupdateenv(const fenv_t *);
int feenableexcept(int), fedisableexcept(int), fegetexcept(void);
int fegetexceptflag(fexcept_t *, int), fesetexceptflag(const fexcept_t *, int);
#ifdef __cplusplus
}
#endif
