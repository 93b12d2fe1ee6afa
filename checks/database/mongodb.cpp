#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/database/mongodb_facts.hpp"
#include "checks/database/mongodb_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> connecting() {
  return {
      {.name = "server", .kind = ValueKind::text, .about = "the MongoDB server: host or host:port", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "the user, who logs in by SCRAM"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password; the server never sees it"},
      {.name = "source", .kind = ValueKind::text, .about = "the database that has the user; admin without it"},
      {.name = "mechanism",
       .kind = ValueKind::text,
       .about = "how to log in; the better one that the server has for the user, without it",
       .choices = {"SCRAM-SHA-256", "SCRAM-SHA-1"}},
      {.name = "tls", .kind = ValueKind::boolean, .about = "whether the connection is encrypted", .fallback = "false"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<ParameterSpec> parameters() {
  auto all = connecting();
  const std::vector<ParameterSpec> asking{
      {.name = "database",
       .kind = ValueKind::text,
       .about = "the database that the question is about; admin for a command without it"},
      {.name = "command",
       .kind = ValueKind::text,
       .about = "a command's name: dbStats, listCollections, usersInfo, …; without any question the version is asked "
                "for"},
      {.name = "value", .kind = ValueKind::any, .about = "of command: what goes with its name; 1 without it"},
      {.name = "arguments", .kind = ValueKind::map, .about = "of command: its further fields, in extended JSON"},
      {.name = "insert", .kind = ValueKind::text, .about = "put a document into this collection"},
      {.name = "document", .kind = ValueKind::map, .about = "of insert: the document, in extended JSON"},
      {.name = "find", .kind = ValueKind::text, .about = "look for documents of this collection"},
      {.name = "filter",
       .kind = ValueKind::map,
       .about = "of find and delete: which documents, in MongoDB's query language"},
      {.name = "sort",
       .kind = ValueKind::map,
       .about = "of find: the field to sort by: 1 for upwards, -1 for downwards"},
      {.name = "limit", .kind = ValueKind::integer, .about = "of find: no more than these; 100 without it"},
      {.name = "delete",
       .kind = ValueKind::text,
       .about = "remove documents of this collection, all that filter names"},
      {.name = "write_concern",
       .kind = ValueKind::text,
       .about = "of insert and delete: how many of a replica set must have it within 5 s: majority or a number"},
      {.name = "replica_set", .kind = ValueKind::boolean, .about = "ask for the state of the replica set's members"},
  };
  all.insert(all.end(), asking.begin(), asking.end());
  return all;
}

std::vector<FactSpec> status_facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about =
           "what was wrong with a server that does not speak MongoDB's protocol, with TLS, or with its part of the "
           "login"},
      {.name = "accepted",
       .kind = ValueKind::boolean,
       .about = "with a user: whether the login was accepted, by a server that proved to know the password"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and question succeeded"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login, the question or the write",
       .fields = {{.name = "code",
                   .kind = ValueKind::integer,
                   .about = "13 unauthorized, 18 wrong login, 121, 11000, …"},
                  {.name = "name", .kind = ValueKind::text, .about = "the code's name, empty where none came"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
  };
}

std::vector<FactSpec> facts() {
  auto all = status_facts();
  const std::vector<FactSpec> asked{
      {.name = "role",
       .kind = ValueKind::text,
       .about = "primary, secondary, arbiter, other (of a replica set); uninitiated, standalone, router (mongos)"},
      {.name = "set", .kind = ValueKind::text, .about = "the replica set's name"},
      {.name = "hosts",
       .kind = ValueKind::list,
       .about = "host:port of the set's members, but arbiters and hidden ones",
       .element = ValueKind::text},
      {.name = "primary", .kind = ValueKind::text, .about = "host:port of the set's primary, as this server sees it"},
      {.name = "me", .kind = ValueKind::text, .about = "host:port of this server in the set"},
      {.name = "version", .kind = ValueKind::text, .about = "without a question: the server's version"},
      {.name = "members",
       .kind = ValueKind::list,
       .about = "of replica_set: {address, state, healthy, self}; states are MongoDB's: PRIMARY, SECONDARY, …",
       .element = ValueKind::map},
      {.name = "result",
       .kind = ValueKind::map,
       .about = "of command: the reply; what JSON has no type for is extended JSON, dates are {$date: milliseconds}"},
      {.name = "documents",
       .kind = ValueKind::list,
       .about = "of find, and of a command with a cursor: the documents",
       .element = ValueKind::map},
      {.name = "count", .kind = ValueKind::integer, .about = "of documents: how many came"},
      {.name = "inserted", .kind = ValueKind::integer, .about = "of insert: how many documents"},
      {.name = "deleted", .kind = ValueKind::integer, .about = "of delete: how many documents"},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

Result<Value> with_documents(Value facts, const Value& reply) {
  LABCHECK_TRY_ASSIGN(facts["documents"], read_mongodb_documents(reply));
  facts["count"] = facts["documents"].size();
  return facts;
}

Result<Value> read_answer(std::string_view asked, const Value& reply) {
  Value facts = Value::object();
  if (asked.empty()) {
    LABCHECK_TRY_ASSIGN(facts["version"], member<std::string>(reply, "version"));
  } else if (asked == "replica_set") {
    return read_mongodb_members(reply);
  } else if (asked == "insert") {
    LABCHECK_TRY_ASSIGN(facts["inserted"], read_mongodb_count(reply));
    // It was one document; a server that took none and did not say why has not told the truth.
    if (facts["inserted"] != 1) {
      return unreadable(fmt::format("{} documents were inserted, and one was sent", facts["inserted"].dump()));
    }
  } else if (asked == "delete") {
    LABCHECK_TRY_ASSIGN(facts["deleted"], read_mongodb_count(reply));
  } else if (asked == "find") {
    return with_documents(std::move(facts), reply);
  } else {
    facts["result"] = reply;
    return reply.contains("cursor") ? with_documents(std::move(facts), reply) : Result<Value>{std::move(facts)};
  }
  return facts;
}

Result<Value> read_refusal(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto refused, member<Value>(reply, "refused"));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["code"], member<std::int64_t>(refused, "code"));
  LABCHECK_TRY_ASSIGN(facts["name"], member<std::string>(refused, "name"));
  LABCHECK_TRY_ASSIGN(facts["message"], member<std::string>(refused, "message"));
  return facts;
}

// All but what the question was about.
Result<Value> read_status(const Value& parameters, const Value& reply) {
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
  if (reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
  }
  if (!reply.contains("hello") && reply.contains("refused")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto hello, member<Value>(reply, "hello"));
  LABCHECK_TRY_ASSIGN(const auto said, read_mongodb_hello(hello));
  facts.update(said);
  if (given(parameters, "user")) {
    LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(reply, "accepted"));
  }
  facts["done"] = !reply.contains("refused");
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_status(parameters, answer.reply));
  if (facts["done"] == false) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto replies, list_member(answer.reply, "replies"));
  if (replies.size() != 1 || !replies.front().is_object()) {
    return unreadable(fmt::format("{} replies came to one command", replies.size()));
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_answer(mongodb_question(parameters), replies.front()));
  facts.update(found);
  return facts;
}

}  // namespace

CheckType mongodb() {
  return {
      .name = "mongodb",
      .subject = "database",
      .about = "a MongoDB server: its role in a replica set, logins, documents written and found, any command",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: web\nmongodb: {server: 192.168.10.31, user: app, password: secret, replica_set: true}\n"
          "expect: {set: rs0, members: {count: 3}}\n",
      .phase = mongodb_phase,
      .undoes = never_undoes,
      .complaint = mongodb_complaint,
      .request = mongodb_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
