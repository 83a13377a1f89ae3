// Stands in for <setjmp.h> of the C standard library and of POSIX.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif
typedef long jmp_buf[32];
typedef long sigjmp_buf[32];
int setjmp(jmp_buf), _setjmp(jmp_buf), sigsetjmp(sigjmp_buf, int);
void longjmp(jmp_buf, int) __attribute__((noreturn)), siglongjmp(sigjmp_buf, int) __attribute__((noreturn));
#ifdef __cplusplus
}
#endif
