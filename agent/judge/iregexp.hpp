#pragma once

#include <memory>
#include <string_view>

#include <re2/re2.h>

namespace labcheck::judge {

/// An I-Regexp (RFC 9485) for RE2, matching the whole text or any part of it. Nullptr when the pattern is none.
std::shared_ptr<const RE2> compile_iregexp(std::string_view pattern, bool whole);

}  // namespace labcheck::judge
