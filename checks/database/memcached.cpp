#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/database/memcached_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "server", .kind = ValueKind::text, .about = "the memcached server: host or host:port", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "the user, where the server has an authfile (-Y)"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "get", .kind = ValueKind::text, .about = "read this key"},
      {.name = "set", .kind = ValueKind::text, .about = "write this key"},
      {.name = "value", .kind = ValueKind::text, .about = "what set writes"},
      {.name = "lifetime",
       .kind = ValueKind::integer,
       .about = "of set: after how many seconds the key is forgotten; 0 for never",
       .fallback = "0"},
      {.name = "delete", .kind = ValueKind::text, .about = "remove this key"},
      {.name = "stats",
       .kind = ValueKind::text,
       .about = "ask for these figures; without any question the version is asked for",
       .choices = {"general", "settings", "items", "slabs", "sizes", "conns"}},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a server that does not speak memcached's protocol"},
      {.name = "accepted", .kind = ValueKind::boolean, .about = "with a password: whether it was accepted"},
      {.name = "done",
       .kind = ValueKind::boolean,
       .about = "whether login and action succeeded; to read or remove a key that isn't there is none"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login or of the action",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "ERROR, CLIENT_ERROR, SERVER_ERROR or NOT_STORED"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "version", .kind = ValueKind::text, .about = "without a question: the server's version"},
      {.name = "found", .kind = ValueKind::boolean, .about = "of get and delete: whether there was such a key"},
      {.name = "value", .kind = ValueKind::text, .about = "of get: the key's value"},
      {.name = "stats",
       .kind = ValueKind::map,
       .about = "of stats: the figures by name; whole numbers are integers, decimals numbers"},
  };
}

// Figures are spelt in digits, but so are some texts: one that starts with 0 is no number.
Value typed(const std::string& text) {
  if (const auto number = read_integer(text); number && std::to_string(*number) == text) {
    return *number;
  }
  const bool decimal =
      text.find('.') != std::string::npos && text.find_first_not_of("0123456789.") == std::string::npos;
  const auto number = decimal ? read_finite(text) : std::nullopt;
  return number ? Value(*number) : Value(text);
}

Result<Value> read_stats(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto pairs, list_member(reply, "stats"));
  Value stats = Value::object();
  for (const auto& pair : pairs) {
    LABCHECK_TRY_ASSIGN(const auto name, member<std::string>(pair, "name"));
    LABCHECK_TRY_ASSIGN(const auto value, member<std::string>(pair, "value"));
    if (name.empty() || stats.contains(name)) {
      return unreadable(fmt::format("the figure '{}' came twice or without a name", excerpt(name)));
    }
    stats[name] = typed(value);
  }
  return Value{{"stats", std::move(stats)}};
}

Result<Value> read_action(const Value& parameters, const Value& reply) {
  Value facts{{"done", true}};
  const auto asked = memcached_question(parameters);
  if (asked == "stats") {
    LABCHECK_TRY_ASSIGN(const auto stats, read_stats(reply));
    facts.update(stats);
  } else if (asked == "get" || asked == "delete") {
    LABCHECK_TRY_ASSIGN(const auto found, member<bool>(reply, "found"));
    facts["found"] = found;
    facts["done"] = found;
    if (asked == "get" && found) {
      LABCHECK_TRY_ASSIGN(facts["value"], member<std::string>(reply, "value"));
    }
  } else if (asked == "set") {
    LABCHECK_TRY_ASSIGN(facts["done"], member<bool>(reply, "stored"));
  } else {
    LABCHECK_TRY_ASSIGN(facts["version"], member<std::string>(reply, "version"));
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"done", false}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, "reason"));
    return facts;
  }
  if (reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts["failure"], member<std::string>(reply, "failure"));
    return facts;
  }
  if (given(parameters, "password")) {
    LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(reply, "accepted"));
  }
  if (reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_action(parameters, reply));
  facts.update(found);
  return facts;
}

}  // namespace

CheckType memcached() {
  return {
      .name = "memcached",
      .subject = "database",
      .about = "a memcached server: its version and figures, a key written, read or removed",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: web\nmemcached: {server: 192.168.10.31, stats: settings}\n"
          "expect: {stats: {\"$.maxconns\": {at_least: 2048}}}\n",
      .phase = memcached_phase,
      .undoes = never_undoes,
      .complaint = memcached_complaint,
      .request = memcached_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
