#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "observe/preflight.hpp"
#include "text/printable.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t longest_message = 400;

/// The way into a host, step by step; the first that fails is where an answer's ending says.
constexpr std::array way_in{"reach", "host key", "login", "sudo", "shell"};

std::size_t failed_step(Ending ending) {
  switch (ending) {
    case Ending::completed:
      return way_in.size();
    case Ending::unreachable:
      return 0;
    case Ending::host_key_changed:
      return 1;
    case Ending::login_refused:
      return 2;
    case Ending::sudo_refused:
      return 3;
    default:
      return 4;
  }
}

std::string words_of(const Answer& answer) {
  const auto& said = answer.message;
  return text::printable(said.empty() ? to_string(answer.ending) : std::string_view{said}.substr(0, longest_message));
}

std::vector<Aspect> way_in_of(const PreflightAnswers& answers) {
  const auto failed = failed_step(answers.shell.ending);
  std::vector<Aspect> aspects;
  for (std::size_t step = 0; step < way_in.size(); ++step) {
    Aspect aspect{.name = way_in[step], .state = step < failed ? Readiness::ok : Readiness::unknown, .message = {}};
    if (step == failed) {
      aspect.state = Readiness::trouble;
      aspect.message = words_of(answers.shell);
    }
    aspects.push_back(std::move(aspect));
  }
  return aspects;
}

/// Lines of `user UID` and `lacks TOOL`.
void read_shell(const PreflightAnswers& answers, Aspect& shell, Aspect& tools) {
  if (answers.shell.ending != Ending::completed) {
    return;
  }
  const auto& out = answers.shell.out;
  std::string user;
  std::vector<std::string> lacks;
  for (std::size_t from = 0; from < out.size() && lacks.size() < 16;) {
    const auto to = std::min(out.find('\n', from), out.size());
    const auto line = std::string_view{out}.substr(from, std::min<std::size_t>(to - from, 64));
    if (line.starts_with("user ")) {
      user = text::printable(line.substr(5));
    } else if (line.starts_with("lacks ")) {
      lacks.push_back(text::printable(line.substr(6)));
    }
    from = to + 1;
  }
  if (user.empty()) {
    shell = {
        .name = shell.name, .state = Readiness::trouble, .message = "the shell answers, but not what it was asked"};
  } else if (user != "0") {
    shell.state = Readiness::note;
    shell.message = fmt::format("commands run as user {}, not as root", user);
  }
  tools.state = lacks.empty() ? Readiness::ok : Readiness::note;
  tools.message = lacks.empty() ? "" : fmt::format("missing: {}", fmt::join(lacks, ", "));
}

Aspect forwarding_of(const PreflightAnswers& answers) {
  Aspect aspect{.name = "forwarding", .state = Readiness::unknown, .message = {}};
  if (answers.place->local && answers.shell.ending == Ending::completed) {
    aspect.state = Readiness::ok;
  } else if (answers.tunnel) {
    const bool works = answers.tunnel->ending == Ending::completed;
    aspect.state = works ? Readiness::ok : Readiness::trouble;
    aspect.message = works ? "" : words_of(*answers.tunnel);
  }
  return aspect;
}

/// A flag's aspect, and whether it keeps a host from being ready.
struct Meaning {
  std::string_view code{};
  std::string_view aspect{};
  Readiness state{Readiness::note};
};

constexpr std::array meanings{
    Meaning{"clock-skew", "clock", Readiness::trouble},
    Meaning{"twin-host", "identity", Readiness::trouble},
    Meaning{"changed-host", "identity", Readiness::trouble},
    Meaning{"unidentified-host", "identity", Readiness::trouble},
    Meaning{"rc-noise", "shell", Readiness::note},
};

void add_flag(const Flag& flag, std::vector<Aspect>& aspects) {
  const auto* known =
      std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& it) { return it.code == flag.code; });
  const Meaning meaning = known != meanings.end() ? *known : Meaning{flag.code, "identity", Readiness::note};
  const auto found =
      std::find_if(aspects.begin(), aspects.end(), [&](const Aspect& it) { return it.name == meaning.aspect; });
  // What keeps the host from being asked is said by the way in already.
  if (found == aspects.end() || found->state == Readiness::unknown) {
    return;
  }
  found->state = std::max(found->state, meaning.state);
  found->message +=
      (found->message.empty() ? "" : "; ") + text::printable(std::string_view{flag.message}.substr(0, longest_message));
}

}  // namespace

HostReadiness read_preflight(const PreflightAnswers& answers, const Introductions& introductions) {
  HostReadiness readiness{.candidate = answers.candidate, .host = answers.host};
  const auto& place = *answers.place;
  readiness.address = place.local ? "local" : fmt::format("{}:{}", place.connect_host, place.connect_port);
  readiness.aspects = way_in_of(answers);
  Aspect tools{.name = "tools"};
  read_shell(answers, readiness.aspects.back(), tools);
  readiness.aspects.push_back(std::move(tools));
  readiness.aspects.push_back(forwarding_of(answers));
  const std::pair key{answers.candidate, answers.host};
  const auto facts = introductions.facts.find(key);
  const bool known = facts != introductions.facts.end();
  Aspect clock{.name = "clock", .state = known ? Readiness::ok : Readiness::unknown};
  Aspect identity{.name = "identity", .state = known ? Readiness::ok : Readiness::unknown};
  if (!known && answers.shell.ending == Ending::completed) {
    identity.state = Readiness::trouble;
    identity.message = "the host did not say who it is";
  }
  readiness.aspects.push_back(std::move(clock));
  readiness.aspects.push_back(std::move(identity));
  if (known) {
    readiness.facts = facts->second;
  }
  if (const auto flags = introductions.flags.find(key); flags != introductions.flags.end()) {
    for (const auto& flag : flags->second) {
      add_flag(flag, readiness.aspects);
    }
  }
  return readiness;
}

}  // namespace labcheck::observe
