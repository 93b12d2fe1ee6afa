#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::observe {

/// How a secret may come back in an answer: as it is, and as agents, services and tools usually spell it in base64,
/// hexadecimal, URLs, JSON, HTML, SQL, shell scripts and UTF-16. Each once, in no order.
std::vector<std::string> spellings_of(std::string_view secret);

}  // namespace labcheck::observe
