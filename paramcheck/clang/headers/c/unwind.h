// Stands in for <unwind.h> of the compilers.
#pragma once
#include <stdint.h>
typedef enum { _URC_NO_REASON = 0, _URC_END_OF_STACK = 5 } _Unwind_Reason_Code;
struct _Unwind_Context;
typedef _Unwind_Reason_Code (*_Unwind_Trace_Fn)(struct _Unwind_Context *, void *);
#ifdef __cplusplus
extern "C" {
#endif
_Unwind_Reason_Code _Unwind_Backtrace(_Unwind_Trace_Fn, void *);
uintptr_t _Unwind_GetIP(struct _Unwind_Context *);
#ifdef __cplusplus
}
#endif
