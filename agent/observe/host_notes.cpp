#include <algorithm>

#include <fmt/format.h>

#include "observe/host.hpp"
#include "observe/identity.hpp"
#include "observe/log.hpp"

namespace labcheck::observe {

void Host::flag(std::string code, std::string message) {
  const auto key = code + '\n' + message;
  if (std::find(flagged_.begin(), flagged_.end(), key) != flagged_.end()) {
    return;
  }
  flagged_.push_back(key);
  if (context_.events.flag) {
    context_.events.flag(
        {.candidate = candidate_, .host = name_, .code = std::move(code), .message = context_.masker.mask(message)});
  }
}

void Host::noticed(const std::string& noise) {
  const bool through_sudo = place_ != nullptr && place_->login.sudo && place_->login.user != "root";
  const auto from = noise.find_first_not_of(" \t\r\n");
  if (local() || through_sudo || from == std::string::npos) {
    return;
  }
  const auto line = noise.substr(from, noise.find_first_of("\r\n", from) - from).substr(0, 120);
  flag("rc-noise", fmt::format("start-up files of {} write: {}", place_->login.user, printable(line)));
}

void Host::identified(const Answer& answer) {
  const auto heard = answer.started + answer.elapsed;
  auto identity = read_identity(answer, heard);
  identity.facts.candidate = candidate_;
  identity.facts.host = name_;
  identity.facts.host_key = host_key_;
  if (place_ != nullptr && context_.events.host) {
    context_.events.host(identity.facts);
  }
  for (auto& found : identity.flags) {
    flag(std::move(found.code), std::move(found.message));
  }
  if (place_ == nullptr) {
    return;
  }
  for (const auto& twin : context_.twins.meet(identity.facts)) {
    if (context_.events.flag) {
      context_.events.flag(twin);
    }
  }
}

}  // namespace labcheck::observe
