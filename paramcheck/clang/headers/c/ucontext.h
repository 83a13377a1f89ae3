// Stands in for <ucontext.h> of POSIX.
#pragma once
#include <signal.h>
typedef struct ucontext_t { unsigned long uc_flags; struct ucontext_t *uc_link; stack_t uc_stack; struct { long long gregs[23]; } uc_mcontext; sigset_t uc_sigmask; } ucontext_t;
