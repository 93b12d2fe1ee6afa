#include <algorithm>

#include <labcheck/check_type.hpp>

#include "checks/network/ftp_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "server", .kind = ValueKind::text, .about = "the FTP server: host or host:port", .required = true},
      {.name = "user", .kind = ValueKind::text, .about = "the user to log in as", .fallback = "anonymous"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "list", .kind = ValueKind::text, .about = "list this directory (/ for the one a login starts in)"},
      {.name = "get", .kind = ValueKind::text, .about = "read this file"},
      {.name = "put", .kind = ValueKind::text, .about = "write this file"},
      {.name = "content", .kind = ValueKind::text, .about = "what put writes"},
      {.name = "delete", .kind = ValueKind::text, .about = "remove this file"},
      {.name = "mkdir", .kind = ValueKind::text, .about = "make this directory"},
      {.name = "rmdir", .kind = ValueKind::text, .about = "remove this directory"},
      {.name = "tls",
       .kind = ValueKind::boolean,
       .about = "whether login and data must be encrypted (AUTH TLS)",
       .fallback = "false"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the server takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a server that does not speak FTP, breaks off or gives no data connection"},
      {.name = "greeting", .kind = ValueKind::text, .about = "the server's first words, without the code"},
      {.name = "accepted", .kind = ValueKind::boolean, .about = "whether the login was accepted"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether login and action succeeded"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login (530) or of the action (550, …)",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "the server's reply code"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "body", .kind = ValueKind::text, .about = "of get: the file"},
      {.name = "entries",
       .kind = ValueKind::list,
       .about = "of list: the names in the directory, sorted",
       .element = ValueKind::text},
  };
}

Result<Value> read_refusal(const Value& reply) {
  LABCHECK_TRY_ASSIGN(const auto refused, member<Value>(reply, "refused"));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto code, member<std::int64_t>(refused, "code"));
  facts["code"] = std::to_string(code);
  LABCHECK_TRY_ASSIGN(facts["message"], member<std::string>(refused, "message"));
  return facts;
}

// Some servers give each name with its directory in front, and all of them end lines as they like.
std::vector<std::string> entries_of(const std::string& listing) {
  std::vector<std::string> names;
  for (auto line : lines_of(listing)) {
    while (line.ends_with('\r')) {
      line.pop_back();
    }
    auto name = line.substr(line.rfind('/') == std::string::npos ? 0 : line.rfind('/') + 1);
    if (!name.empty() && name != "." && name != "..") {
      names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"done", false}};
  if (!connected) {
    LABCHECK_TRY_ASSIGN(facts["reason"], member<std::string>(reply, "reason"));
    return facts;
  }
  for (const auto* name : {"greeting", "failure"}) {
    if (reply.contains(name)) {
      LABCHECK_TRY_ASSIGN(facts[name], member<std::string>(reply, name));
    }
  }
  LABCHECK_TRY_ASSIGN(facts["accepted"], member<bool>(reply, "accepted"));
  if (reply.contains("failure")) {
    return facts;
  }
  if (reply.contains("refused")) {
    LABCHECK_TRY_ASSIGN(facts["refused"], read_refusal(reply));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto body, member<std::string>(reply, "body"));
  facts["done"] = true;
  if (given(parameters, "get")) {
    facts["body"] = body;
  } else if (given(parameters, "list")) {
    facts["entries"] = entries_of(body);
  }
  return facts;
}

}  // namespace

CheckType ftp() {
  return {
      .name = "ftp",
      .subject = "network",
      .about = "a login to an FTP server and one action there, over passive data connections",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nftp: {server: 192.168.10.21, user: li, password: secret, get: notes.txt}\n"
          "expect: {body: {contains: \"draft\"}}\n",
      .phase = ftp_phase,
      .undoes = never_undoes,
      .complaint = ftp_complaint,
      .request = ftp_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
