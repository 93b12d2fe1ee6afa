#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/container/registry_facts.hpp"
#include "checks/container/registry_request.hpp"
#include "checks/digest.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"
#include "checks/web/api.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  auto all = api_parameters("the registry: URL, host or host:port");
  const std::vector<ParameterSpec> asked{
      {.name = "catalog", .kind = ValueKind::boolean, .about = "list the repositories"},
      {.name = "tags", .kind = ValueKind::text, .about = "list the tags of this repository"},
      {.name = "manifest",
       .kind = ValueKind::text,
       .about = "read the manifest of this image: NAME:TAG or NAME@DIGEST"},
      {.name = "push",
       .kind = ValueKind::text,
       .about = "store an index without images, which carries the content, as NAME:TAG"},
      {.name = "delete",
       .kind = ValueKind::text,
       .about = "remove a manifest: NAME@DIGEST, or NAME with the content that was pushed"},
      {.name = "content", .kind = ValueKind::text, .about = "what push stores, such as a nonce"},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

std::vector<FactSpec> facts() {
  auto all = api_facts("the registry's code (UNAUTHORIZED, DENIED, NAME_UNKNOWN, UNSUPPORTED, …), else the status");
  const std::vector<FactSpec> asked{
      {.name = "challenge",
       .kind = ValueKind::map,
       .about = "of status 401: how the registry wants one to log in",
       .fields = {{.name = "scheme", .kind = ValueKind::text, .about = "basic or bearer"},
                  {.name = "realm", .kind = ValueKind::text, .about = "its realm: for bearer the URL of tokens"},
                  {.name = "service", .kind = ValueKind::text, .about = "for bearer: the service's name"}}},
      {.name = "repositories",
       .kind = ValueKind::list,
       .about = "of catalog: the names, sorted; an index that push stored has no place there",
       .element = ValueKind::text},
      {.name = "tags", .kind = ValueKind::list, .about = "of tags: the tags, sorted", .element = ValueKind::text},
      {.name = "count", .kind = ValueKind::integer, .about = "how many repositories or tags there are"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "of tags and manifest: whether there is such a thing"},
      {.name = "digest",
       .kind = ValueKind::text,
       .about = "of manifest and push: sha256:…, computed from what was sent"},
      {.name = "media_type", .kind = ValueKind::text, .about = "of manifest: its type"},
      {.name = "layers", .kind = ValueKind::integer, .about = "of an image's manifest: how many layers it has"},
      {.name = "size", .kind = ValueKind::integer, .about = "of an image's manifest: bytes of its layers"},
      {.name = "config", .kind = ValueKind::text, .about = "of an image's manifest: the digest of its configuration"},
      {.name = "platforms",
       .kind = ValueKind::list,
       .about = "of an index: linux/amd64, …, sorted",
       .element = ValueKind::text},
      {.name = "content", .kind = ValueKind::text, .about = "of manifest: what push stored there"},
  };
  all.insert(all.end(), asked.begin(), asked.end());
  return all;
}

// What was computed from the bytes themselves can't be claimed; a registry that says otherwise is wrong.
Result<Value> with_digest(const Value& parameters, ApiReply reply, Value found) {
  const bool pushed = registry_question(parameters) == "push";
  const auto digest = "sha256:" + sha256_hex(pushed ? registry_index(text_of(parameters, "content")) : reply.body);
  const auto said = reply.headers.value("docker-content-digest", Value(digest));
  if (said != digest) {
    return api_failure(std::move(reply), fmt::format("the registry says that the digest is {}, but it is {}",
                                                     excerpt(plain_text(said)), digest));
  }
  reply.facts.update(found);
  reply.facts["digest"] = digest;
  reply.facts["done"] = true;
  return std::move(reply.facts);
}

Result<Value> read_success(const Value& parameters, ApiReply reply) {
  const auto asked = registry_question(parameters);
  const std::int64_t wanted = asked == "push" ? 201 : asked == "delete" ? 202 : 200;
  const bool formed = asked.empty() || asked == "push" || asked == "delete" || (reply.json && reply.json->is_object());
  if (reply.status != wanted || !formed) {
    return api_failure(std::move(reply), "what came is no answer of a registry");
  }
  if (asked == "push") {
    return with_digest(parameters, std::move(reply), Value::object());
  }
  Value found = Value::object();
  if (asked == "catalog") {
    LABCHECK_TRY_ASSIGN(found, read_registry_list(reply, "repositories"));
  } else if (asked == "tags") {
    LABCHECK_TRY_ASSIGN(found, read_registry_list(reply, "tags"));
    found["exists"] = true;
  } else if (asked == "manifest") {
    LABCHECK_TRY_ASSIGN(found, read_registry_manifest(*reply.json));
    found["exists"] = true;
    return with_digest(parameters, std::move(reply), std::move(found));
  }
  reply.facts["done"] = true;
  reply.facts.update(found);
  return std::move(reply.facts);
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto reply, read_api_reply(answer));
  if (!reply.spoke) {
    return std::move(reply.facts);
  }
  return reply.status >= 400 ? read_registry_refusal(std::move(reply)) : read_success(parameters, std::move(reply));
}

}  // namespace

CheckType registry() {
  return {
      .name = "registry",
      .subject = "container",
      .about = "a registry of container images: repositories, tags, manifests, who is let in",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nregistry: {server: 192.168.10.31, user: ci, password: secret, manifest: \"shop/app:1.4\"}\n"
          "expect: {exists: true, layers: {at_least: 1}}\n",
      .phase = registry_phase,
      .undoes = never_undoes,
      .complaint = registry_complaint,
      .request = registry_request,
      .read = read,
  };
}

}  // namespace labcheck::checks
