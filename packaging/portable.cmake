# A binary that needs nothing of the system it runs on but the kernel: static, with musl. packaging/release sets ZIG,
# ZIG_TARGET (x86_64-linux-musl) and ZIG_ROOT, where packaging/libraries has put what it is linked with.
set(CMAKE_SYSTEM_NAME Linux)
string(REGEX MATCH "^[^-]+" CMAKE_SYSTEM_PROCESSOR ${ZIG_TARGET})
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ZIG_ROOT)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)

if(NOT ZIG_TARGET MATCHES linux)
  # Only compiled, by packaging/syntax: what it would be linked with is not there.
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
endif()
set(hardened "-fPIE -fstack-protector-strong -fstack-clash-protection")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64)
  string(APPEND hardened " -fcf-protection")
else()
  string(APPEND hardened " -mbranch-protection=standard")
endif()
set(CMAKE_C_FLAGS_INIT "${hardened}")
set(CMAKE_CXX_FLAGS_INIT "${hardened} -U_LIBCPP_HARDENING_MODE -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -pie -s -Wl,-z,relro,-z,now -Wl,--gc-sections")
set(CMAKE_STRIP true)  # the linker has done it; this machine's may not know the format

set(CMAKE_FIND_ROOT_PATH ${ZIG_ROOT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL aarch64 AND NOT CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL aarch64)
  set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)  # the program prints its manual page
endif()
