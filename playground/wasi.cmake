# WebAssembly: cmake --toolchain. ZIG is the program, of which packaging/fetch has the version that is known to work.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(AMPSLINT_WASM ON)  # the checker alone, without a host

set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(ZIG_TARGET wasm32-wasi)
include(${CMAKE_CURRENT_LIST_DIR}/../packaging/zig.cmake)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
