#include "load/ssh_config.hpp"

#include <fmt/format.h>

#include "load/ssh_config_reader.hpp"

namespace labcheck::load {
namespace {

/// Fills in `%` tokens by `value_of`, which gives nothing for a letter that it doesn't know.
Result<std::string> fill_tokens(std::string_view text,
                                const std::function<std::optional<std::string>(char)>& value_of) {
  std::string filled;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      filled += text[at];
      continue;
    }
    const char letter = ++at < text.size() ? text[at] : '\0';
    const auto value = letter == '%' ? std::optional<std::string>{"%"} : value_of(letter);
    if (!value) {
      return failed(ErrorKind::invalid, fmt::format("'%{}' in '{}' is not understood", letter, text));
    }
    filled += *value;
  }
  return filled;
}

Result<std::string> fill_variables(std::string_view text, const SshConfigSources& sources) {
  std::string filled;
  while (!text.empty()) {
    const auto start = text.find("${");
    filled += text.substr(0, start);
    if (start == std::string_view::npos) {
      break;
    }
    const auto end = text.find('}', start);
    const auto name = std::string{text.substr(start + 2, end == std::string_view::npos ? end : end - start - 2)};
    const auto value = sources.env(name);
    if (end == std::string_view::npos || !value) {
      return failed(ErrorKind::invalid, fmt::format("the environment has no '{}'", name));
    }
    filled += *value;
    text.remove_prefix(end + 1);
  }
  return filled;
}

}  // namespace

SshConfig::SshConfig(std::string path, std::shared_ptr<const SshConfigSources> sources)
    : path_{std::move(path)}, sources_{std::move(sources)} {}

SshHost SshConfig::look_up(const SshQuery& query) const {
  return on() ? SshConfigReader{*sources_, query}.read(path_) : SshHost{};
}

std::string ssh_address(const SshQuery& query, const SshHost& host) {
  if (!host.host_name) {
    return lower_case(query.name);
  }
  const auto value_of = [&](char letter) { return letter == 'h' ? std::optional{query.name} : std::nullopt; };
  const auto filled = fill_tokens(*host.host_name, value_of);
  return lower_case(filled ? *filled : *host.host_name);
}

Result<std::string> SshConfig::expand(const std::string& text, const SshQuery& query, const SshHost& host) const {
  const auto value_of = [&](char letter) -> std::optional<std::string> {
    switch (letter) {
      case 'd':
        return sources_->home;
      case 'h':
        return ssh_address(query, host);
      case 'k':
        return host.host_key_alias.value_or(query.name);
      case 'l':
        return sources_->local_host;
      case 'L':
        return sources_->local_host.substr(0, sources_->local_host.find('.'));
      case 'n':
        return query.name;
      case 'p':
        return std::to_string(query.port.value_or(host.port.value_or(22)));
      case 'r':
        return query.user.value_or(host.user.value_or(query.default_user));
      case 'u':
        return sources_->local_user;
      default:
        return std::nullopt;
    }
  };
  const auto whole = text == "~" || text.starts_with("~/") ? sources_->home + text.substr(1) : text;
  LABCHECK_TRY_ASSIGN(const auto filled, fill_variables(whole, *sources_));
  return fill_tokens(filled, value_of);
}

}  // namespace labcheck::load
