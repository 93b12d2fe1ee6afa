# The language, the warnings and the sanitizers that every target of ours is built with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")

add_library(labcheck_settings INTERFACE)
target_include_directories(labcheck_settings INTERFACE "${PROJECT_SOURCE_DIR}/include")
target_compile_options(labcheck_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                       -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough
                       # Node holds a vector of the incomplete Entry, which clang 14 forbids to initialise in place.
                       -Wno-missing-field-initializers)
# gcc 12's optimiser takes coroutine frames for mismatched allocations, and moved-from strings and optionals for
# uninitialised or endless ones; the sanitizers and clang-tidy look after these.
target_compile_options(labcheck_settings INTERFACE
                       $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete -Wno-maybe-uninitialized -Wno-stringop-overflow>)
if(LABCHECK_WERROR)
  target_compile_options(labcheck_settings INTERFACE -Werror)
endif()
if(LABCHECK_SANITIZE)
  target_compile_options(labcheck_settings INTERFACE -fsanitize=${LABCHECK_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(labcheck_settings INTERFACE -fsanitize=${LABCHECK_SANITIZE})
endif()

# A room: one static library of all sources below the calling folder (one folder, one room).
function(labcheck_room name)
  cmake_parse_arguments(ROOM "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cpp")
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC labcheck_settings labcheck_vocabulary ${ROOM_USES})
  target_precompile_headers(${name} PRIVATE <algorithm> <map> <memory> <optional> <string> <string_view> <vector>
                            <fmt/format.h> <nlohmann/json.hpp> <tl/expected.hpp>)
endfunction()
