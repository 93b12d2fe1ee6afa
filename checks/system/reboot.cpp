#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<FactSpec> facts() {
  return {
      {.name = "restarted",
       .kind = ValueKind::boolean,
       .about = "whether it can be logged in to again and the kernel's boot id is another one"},
      {.name = "took",
       .kind = ValueKind::duration,
       .about = "from the order to the first answer after it, when it restarted"},
  };
}

Phase reboots(const Value&) {
  return Phase::reboot;
}
// A host comes back by itself, or nobody can bring it back.
bool comes_back(const Value&) {
  return true;
}

// Spoken by the agent's own sessions with the host: only they know what it takes to get in again.
Result<Request> request(const Value&) {
  return Exchange{.protocol = "reboot", .host = "localhost"};
}

Result<std::string> boot_at(const Value& reply, const char* name) {
  constexpr std::size_t length = 36;
  const auto found = reply.find(name);
  const auto text = found != reply.end() && found->is_string() ? found->get<std::string>() : std::string{};
  const bool good = text.size() == length && std::all_of(text.begin(), text.end(), [](char letter) {
                      return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') || letter == '-';
                    });
  if (!good) {
    return unreadable(fmt::format("the boot id {} the restart is '{}', which is none", name, excerpt(text)));
  }
  return text;
}

Result<Value> read(const Value&, const Answer& answer) {
  const auto& reply = answer.reply;
  if (!reply.is_object() || !reply.contains("took") || !reply["took"].is_number_integer()) {
    return unreadable("the agent's own account of the restart is incomplete");
  }
  LABCHECK_TRY_ASSIGN(const auto before, boot_at(reply, "before"));
  LABCHECK_TRY_ASSIGN(const auto after, boot_at(reply, "after"));
  Value facts{{"restarted", before != after}};
  if (before != after) {
    facts["took"] = reply["took"];
  }
  return facts;
}

}  // namespace

CheckType reboot() {
  return {
      .name = "reboot",
      .subject = "system",
      .about = "restarts the host and waits until it can be logged in to again; `within` says how long (default 5m)",
      .main_parameter = "",
      .parameters = {},
      .facts = facts(),
      .default_expect = "{restarted: true}",
      .example = "on: web\nreboot: {}\nwithin: 3m\n",
      .phase = reboots,
      .undoes = comes_back,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
