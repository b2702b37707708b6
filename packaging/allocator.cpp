// mimalloc in the place of the C library's malloc, for a portable binary: musl's own is slow with
// several threads. Compiled as C++, since as C its operator new aborts where it should throw.

// musl's headers define aligned_alloc as mimalloc replaces it only if this says so; otherwise an
// exception's memory is freed by another allocator than the one it came from.
#define __USE_ISOC11 1
#include "static.c"

namespace {

// Memory that was freed is not given back while the program runs: it would soon be wanted again.
struct KeepsFreedMemory {
  KeepsFreedMemory() { mi_option_set_enabled_default(mi_option_allow_decommit, false); }
} const keeps_freed_memory;

}  // namespace
