#include "checks/database/mongodb_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t mongodb_port = 27017;
constexpr std::int64_t most_documents = 1000;

constexpr std::array<std::string_view, 5> questions{"command", "insert", "find", "delete", "replica_set"};

// What surely changes nothing; the server tells capitals apart, so do we.
constexpr std::array<std::string_view, 30> readers{"balancerStatus", "buildInfo",        "collStats",
                                                   "connPoolStats",  "connectionStatus", "count",
                                                   "dataSize",       "dbHash",           "dbStats",
                                                   "distinct",       "explain",          "features",
                                                   "find",           "getCmdLineOpts",   "getDefaultRWConcern",
                                                   "getLog",         "getParameter",     "hello",
                                                   "hostInfo",       "isMaster",         "listCollections",
                                                   "listDatabases",  "listIndexes",      "listShards",
                                                   "ping",           "replSetGetConfig", "replSetGetStatus",
                                                   "rolesInfo",      "serverStatus",     "usersInfo"};
constexpr std::array<std::string_view, 4> logins{"authenticate", "logout", "saslContinue", "saslStart"};

// Which parameter belongs to which question.
struct Belonging {
  std::string_view name{};
  std::string_view question{};
};
constexpr std::array<Belonging, 5> belongings{
    {{"value", "command"}, {"arguments", "command"}, {"document", "insert"}, {"limit", "find"}, {"sort", "find"}}};

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_map(const Value& parameters, std::string_view name) {
  return given(parameters, name) && parameters.at(std::string{name}).is_object();
}

Value map_of(const Value& parameters, std::string_view name) {
  return is_map(parameters, name) ? parameters.at(std::string{name}) : Value::object();
}

std::string command_complaint(const Value& parameters) {
  const auto command = text_of(parameters, "command");
  if (is_among(logins, command)) {
    return fmt::format("{} is put by user and password", command);
  }
  const bool word = !command.empty() && std::all_of(command.begin(), command.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  });
  if (!word) {
    return fmt::format("'{}' is no command's name", command);
  }
  const auto arguments = map_of(parameters, "arguments");
  return arguments.contains("$db") || arguments.contains(command) ? "the database is put by database, and value goes "
                                                                    "with the command's name"
                                                                  : "";
}

std::string question_complaint(const Value& parameters, std::string_view asked) {
  for (const auto& [name, question] : belongings) {
    if (given(parameters, name) && asked != question) {
      return fmt::format("{} belongs to {}", name, question);
    }
  }
  const bool selects = asked == "find" || asked == "delete";
  if (given(parameters, "filter") && !selects) {
    return "filter belongs to find and delete";
  }
  if (given(parameters, "write_concern") && asked != "insert" && asked != "delete") {
    return "write_concern belongs to insert and delete";
  }
  if (asked == "command") {
    return command_complaint(parameters);
  }
  if (asked == "replica_set" && parameters.at("replica_set") == false) {
    return "replica_set asks by being true";
  }
  const bool stored = selects || asked == "insert";
  if (stored && text_of(parameters, asked).empty()) {
    return fmt::format("{} names no collection", asked);
  }
  if (stored && !given(parameters, "database")) {
    return fmt::format("{} needs a database", asked);
  }
  if (asked == "insert" && map_of(parameters, "document").empty()) {
    return "insert needs a document";
  }
  if (asked == "delete" && map_of(parameters, "filter").empty()) {
    return "delete needs a filter: without one it would empty the collection";
  }
  if (map_of(parameters, "sort").size() > 1) {
    return "sort takes one field: which of several comes first a map doesn't keep";
  }
  const auto limit = integer_of(parameters, "limit", 1);
  return limit < 1 || limit > most_documents ? fmt::format("limit is {}, outside 1-{}", limit, most_documents) : "";
}

std::string login_complaint(const Value& parameters) {
  if (given(parameters, "user") != given(parameters, "password")) {
    return given(parameters, "user") ? "user needs a password" : "password needs a user";
  }
  for (const auto* name : {"source", "mechanism"}) {
    if (given(parameters, name) && !given(parameters, "user")) {
      return fmt::format("{} needs a user", name);
    }
  }
  const auto password = text_of(parameters, "password");
  const bool plain =
      std::all_of(password.begin(), password.end(), [](char letter) { return letter >= ' ' && letter <= '~'; });
  // Others would have to be brought into one spelling first (SASLprep), in which client and server must agree.
  return plain ? "" : "a password may hold printable ASCII characters only";
}

Value write_concern_of(const Value& parameters) {
  const auto wanted = text_of(parameters, "write_concern");
  const auto number =
      std::all_of(wanted.begin(), wanted.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
  // In vain it would wait without end, and that would be no answer; so the server gives up first and says so.
  Value concern{{"w", wanted}, {"wtimeout", 5000}};
  if (number && !wanted.empty() && wanted.size() < 3) {
    concern["w"] = std::stoi(wanted);
  }
  return concern;
}

Value command_for(std::string name, Value value, Value arguments, std::string database) {
  return {{"name", std::move(name)},
          {"value", std::move(value)},
          {"arguments", std::move(arguments)},
          {"database", std::move(database)}};
}

// A secondary answers, too: it is this very server that is asked.
Value from_any(Value arguments) {
  arguments["$readPreference"] = {{"mode", "primaryPreferred"}};
  return arguments;
}

Value stored_command(const Value& parameters, const std::string& asked) {
  const auto collection = text_of(parameters, asked);
  const auto database = text_of(parameters, "database");
  const auto filter = map_of(parameters, "filter");
  if (asked == "find") {
    Value arguments{{"filter", filter}, {"limit", integer_of(parameters, "limit", 100)}, {"singleBatch", true}};
    arguments["batchSize"] = arguments["limit"];
    if (given(parameters, "sort")) {
      arguments["sort"] = map_of(parameters, "sort");
    }
    return command_for(asked, collection, from_any(std::move(arguments)), database);
  }
  Value arguments = Value::object();
  if (asked == "insert") {
    arguments["documents"] = Value::array({map_of(parameters, "document")});
  } else {
    arguments["deletes"] = Value::array({Value{{"q", filter}, {"limit", 0}}});
  }
  if (given(parameters, "write_concern")) {
    arguments["writeConcern"] = write_concern_of(parameters);
  }
  return command_for(asked, collection, std::move(arguments), database);
}

Value commands_of(const Value& parameters) {
  const std::string asked{mongodb_question(parameters)};
  if (asked.empty()) {
    return Value::array({command_for("buildInfo", 1, Value::object(), "admin")});
  }
  if (asked == "replica_set") {
    return Value::array({command_for("replSetGetStatus", 1, Value::object(), "admin")});
  }
  if (asked != "command") {
    return Value::array({stored_command(parameters, asked)});
  }
  const auto name = text_of(parameters, asked);
  auto arguments = map_of(parameters, "arguments");
  if (is_among(readers, name) && !arguments.contains("$readPreference")) {
    arguments = from_any(std::move(arguments));
  }
  const auto database = given(parameters, "database") ? text_of(parameters, "database") : "admin";
  return Value::array({command_for(name, given(parameters, "value") ? parameters.at("value") : Value(1),
                                   std::move(arguments), database)});
}

}  // namespace

std::string_view mongodb_question(const Value& parameters) {
  const auto* found =
      std::find_if(questions.begin(), questions.end(), [&](std::string_view name) { return given(parameters, name); });
  return found == questions.end() ? std::string_view{} : *found;
}

Phase mongodb_phase(const Value& parameters) {
  const auto asked = mongodb_question(parameters);
  const bool writes = asked == "insert" || asked == "delete" ||
                      (asked == "command" && !is_among(readers, text_of(parameters, "command")));
  return writes ? Phase::write : Phase::read;
}

std::string mongodb_complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), mongodb_port); !wrong.empty()) {
    return wrong;
  }
  std::vector<std::string_view> found;
  std::copy_if(questions.begin(), questions.end(), std::back_inserter(found),
               [&](std::string_view name) { return given(parameters, name); });
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  if (auto wrong = login_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  return question_complaint(parameters, mongodb_question(parameters));
}

Result<Request> mongodb_request(const Value& parameters) {
  if (const auto wrong = mongodb_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), mongodb_port));
  Value details{{"tls", flag_of(parameters, "tls", false)},
                {"verify", flag_of(parameters, "verify", true)},
                {"commands", commands_of(parameters)}};
  if (given(parameters, "user")) {
    for (const auto* name : {"user", "password", "source", "mechanism"}) {
      if (given(parameters, name)) {
        details[name] = text_of(parameters, name);
      }
    }
  }
  return Exchange{.protocol = "mongodb", .host = server.host, .port = server.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
