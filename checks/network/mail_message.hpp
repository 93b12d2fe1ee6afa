#pragma once

#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// A mail taken apart: its headers by lower-case name, folded lines joined, several of a name joined by a newline; and
/// what follows them. Whatever has no header's shape is left out.
struct MailMessage {
  Value headers = Value::object();
  std::string body{};
};

MailMessage read_mail(std::string_view text);

}  // namespace labcheck::checks
