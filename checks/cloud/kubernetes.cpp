#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/cloud/kubeconfig.hpp"
#include "checks/cloud/lab_names.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 4'194'304;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "get",
       .kind = ValueKind::text,
       .about = "GET this path of the API: /api/v1/nodes, /apis/apps/v1/namespaces/default/deployments/web",
       .required = true},
      {.name = "kubeconfig",
       .kind = ValueKind::text,
       .about = "the text of a kubeconfig; it is read, never run: plugins in it are refused"},
      {.name = "context", .kind = ValueKind::text, .about = "the kubeconfig's context (its current one without it)"},
      {.name = "server",
       .kind = ValueKind::text,
       .about = "the API server, in place of a kubeconfig: https://host:6443"},
      {.name = "token", .kind = ValueKind::text, .about = "a bearer token, in place of the kubeconfig's user"},
      {.name = "ca", .kind = ValueKind::text, .about = "PEM: the authority that the server's certificate must be from"},
      {.name = "anonymous", .kind = ValueKind::boolean, .about = "ask as nobody in particular", .fallback = "false"},
      lab_names_parameter(),
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the server's certificate must be trusted, whatever the kubeconfig says",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the API server takes connections"},
      {.name = "usable",
       .kind = ValueKind::boolean,
       .about = "whether kubeconfig and token can be used and lead into the lab"},
      {.name = "reason", .kind = ValueKind::text, .about = "why they can't be used, or there is no connection"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with TLS, or with a reply that is no HTTP reply"},
      {.name = "status", .kind = ValueKind::integer, .about = "the HTTP status code"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the API has what was asked for"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the API server's refusal",
       .fields = {{.name = "code", .kind = ValueKind::integer, .about = "401: not known, 403: not allowed"},
                  {.name = "message", .kind = ValueKind::text, .about = "the server's words"}}},
      {.name = "body", .kind = ValueKind::text, .about = "the reply's body"},
      {.name = "json", .kind = ValueKind::any, .about = "the body read as JSON; not there when it isn't JSON"},
  };
}

std::string server_complaint(const Value& parameters) {
  const auto server = text_of(parameters, "server");
  if (!given(parameters, "server") || has_references(server)) {
    return "";
  }
  const auto url = read_url(server);
  return !url ? url.error().message : url->scheme == "https" ? "" : "the API server speaks https only";
}

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "get");
  const bool plain = std::none_of(path.begin(), path.end(), [](char letter) {
    return static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7F || letter == '#';
  });
  if (!has_references(path) && (!path.starts_with('/') || !plain)) {
    return fmt::format("'{}' is no path (write /api/v1/nodes, and %20 for a blank)", path);
  }
  const bool from_file = given(parameters, "kubeconfig");
  if (from_file == given(parameters, "server")) {
    return from_file ? "kubeconfig and server exclude each other (say by hosts where its server is)"
                     : "a kubeconfig or a server is needed";
  }
  if (given(parameters, "context") && !from_file) {
    return "context belongs to kubeconfig";
  }
  const bool anonymous = flag_of(parameters, "anonymous", false);
  if (anonymous && given(parameters, "token")) {
    return "anonymous and token exclude each other";
  }
  if (!from_file && !anonymous && !given(parameters, "token")) {
    return "a server needs a token (or anonymous: true)";
  }
  auto wrong = server_complaint(parameters);
  return wrong.empty() ? lab_names_complaint(parameters) : wrong;
}

/// A token that was saved out of a file ends as the file does.
std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) {
    text.pop_back();
  }
  return text;
}

Result<KubeContext> context_of(const Value& parameters) {
  KubeContext context;
  if (given(parameters, "kubeconfig")) {
    LABCHECK_TRY_ASSIGN(context, read_kubeconfig(text_of(parameters, "kubeconfig"), text_of(parameters, "context")));
  } else {
    context.server = text_of(parameters, "server");
  }
  if (given(parameters, "ca")) {
    context.authorities = text_of(parameters, "ca");
  }
  if (given(parameters, "token") || flag_of(parameters, "anonymous", false)) {
    context.certificate.clear();
    context.key.clear();
    context.token = without_line_end(text_of(parameters, "token"));
  }
  const bool plain = std::all_of(context.token.begin(), context.token.end(),
                                 [](char letter) { return letter > 0x20 && letter < 0x7F; });
  return plain ? Result<KubeContext>{context} : unreadable("the token holds a blank or control character");
}

Result<Exchange> build(const Value& parameters) {
  LABCHECK_TRY_ASSIGN(const auto context, context_of(parameters));
  LABCHECK_TRY_ASSIGN(auto url, read_url(context.server));
  if (url.scheme != "https") {
    return unreadable(fmt::format("the server '{}' is no https URL", excerpt(context.server)));
  }
  while (url.target.ends_with('/')) {
    url.target.pop_back();
  }
  const auto place = place_in_lab(parameters, url.where.host, given(parameters, "kubeconfig"));
  Value details{{"scheme", url.scheme},
                {"name", context.tls_name.empty() ? url.where.host : context.tls_name},
                {"found", place.found},
                {"target", url.target + text_of(parameters, "get")},
                {"verify", flag_of(parameters, "verify", true)},
                {"max_body", largest_body}};
  const std::pair<const char*, const std::string&> papers[] = {{"authorities", context.authorities},
                                                               {"certificate", context.certificate},
                                                               {"key", context.key},
                                                               {"token", context.token}};
  for (const auto& [name, text] : papers) {
    if (!text.empty()) {
      details[name] = text;
    }
  }
  return Exchange{
      .protocol = "kubernetes", .host = place.address, .port = url.where.port, .details = std::move(details)};
}

// What stands in a kubeconfig or token is the candidate's doing: what can't be used fails, it is no trouble of ours.
Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  auto exchange = build(parameters);
  return exchange ? std::move(*exchange)
                  : Exchange{.protocol = "kubernetes", .details = {{"unusable", exchange.error().message}}};
}

/// The words of a Status object.
std::string message_of(const Value& facts) {
  const auto json = facts.find("json");
  const bool told = json != facts.end() && json->is_object() && json->contains("message");
  return told && json->at("message").is_string() ? json->at("message").get<std::string>()
                                                 : excerpt(facts.at("body").get<std::string>());
}

Result<Value> read(const Value&, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  const bool usable = !reply.contains("unusable");
  Value facts{{"connected", connected}, {"usable", usable}};
  const auto* words = !usable ? "unusable" : connected ? "failure" : "reason";
  if (!connected || !usable || reply.contains("failure")) {
    LABCHECK_TRY_ASSIGN(facts[usable && connected ? "failure" : "reason"], member<std::string>(reply, words));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(reply, "status"));
  LABCHECK_TRY_ASSIGN(facts["body"], member<std::string>(reply, "body"));
  facts["status"] = status;
  if (auto json = read_json(facts["body"].get_ref<const std::string&>())) {
    facts["json"] = std::move(*json);
  }
  if (status == 401 || status == 403) {
    facts["refused"] = {{"code", status}, {"message", message_of(facts)}};
  } else if (status == 200 || status == 404) {
    facts["exists"] = status == 200;
  }
  return facts;
}

}  // namespace

CheckType kubernetes() {
  return {
      .name = "kubernetes",
      .subject = "cloud",
      .about = "what a Kubernetes API server says, as the user of a kubeconfig",
      .reach = Reach::protocol,
      .main_parameter = "get",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{status: 200}",
      .example =
          "on: client\nkubernetes: {get: /api/v1/nodes, server: \"https://192.168.10.10:6443\", token: abc, verify: "
          "false}\nexpect:\n  json: {\"$.items[*].status.conditions[?@.type=='Ready'].status\": {each: \"True\"}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
