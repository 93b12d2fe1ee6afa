#include "checks/network/mail_message.hpp"

#include <algorithm>

#include <labcheck/ascii.hpp>

namespace labcheck::checks {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  const auto end = text.find_last_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin + 1);
}

}  // namespace

MailMessage read_mail(std::string_view text) {
  MailMessage mail;
  std::string current;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      break;
    }
    const auto colon = line.find(':');
    if ((line.front() == ' ' || line.front() == '\t') && !current.empty()) {
      mail.headers[current] = mail.headers[current].get<std::string>() + ' ' + std::string{trimmed(line)};
    } else if (colon != std::string_view::npos && colon > 0) {
      current = lower_case(trimmed(line.substr(0, colon)));
      const std::string value{trimmed(line.substr(colon + 1))};
      const bool again = mail.headers.contains(current);
      mail.headers[current] = again ? mail.headers[current].get<std::string>() + '\n' + value : value;
    } else {
      current.clear();
    }
  }
  for (const char letter : text) {
    if (letter != '\r') {
      mail.body += letter;
    }
  }
  return mail;
}

}  // namespace labcheck::checks
