// Stands in for <asm/hwcap.h> of Linux: which processor features there are is not asked.
#pragma once
