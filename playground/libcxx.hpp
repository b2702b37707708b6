// Before all else in every file: zig's driver says no to both.
#undef _LIBCPP_HAS_THREADS
#define _LIBCPP_HAS_THREADS 1
#undef _LIBCPP_HAS_FILESYSTEM
#define _LIBCPP_HAS_FILESYSTEM 1
#ifdef NO_COPY_FILE_RANGE
#undef _LIBCPP_HAS_MUSL_LIBC
#define _LIBCPP_HAS_MUSL_LIBC 0
#endif
