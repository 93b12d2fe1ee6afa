#pragma once

#include <string>
#include <string_view>

namespace labcheck::observe {

/// The text as one word of a POSIX shell, whatever it holds (but for NUL, which no shell can take). The only place
/// where anything is quoted for a shell.
std::string shell_quote(std::string_view text);

}  // namespace labcheck::observe
