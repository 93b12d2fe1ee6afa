#include <labcheck/check_type.hpp>

#include "checks/cloud/s3_facts.hpp"
#include "checks/cloud/s3_request.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "endpoint", .kind = ValueKind::text, .about = "the store: http://host:port", .required = true},
      {.name = "access_key", .kind = ValueKind::text, .about = "who signs the request"},
      {.name = "secret_key", .kind = ValueKind::text, .about = "what the request is signed with (signature version 4)"},
      {.name = "anonymous", .kind = ValueKind::boolean, .about = "ask without a signature", .fallback = "false"},
      {.name = "region", .kind = ValueKind::text, .about = "the region that is signed for", .fallback = "us-east-1"},
      {.name = "list", .kind = ValueKind::text, .about = "list the objects of this bucket"},
      {.name = "prefix", .kind = ValueKind::text, .about = "of list: only keys that begin so"},
      {.name = "get", .kind = ValueKind::text, .about = "read this object: BUCKET/KEY"},
      {.name = "head", .kind = ValueKind::text, .about = "ask about this BUCKET or BUCKET/KEY without reading it"},
      {.name = "put", .kind = ValueKind::text, .about = "write this object: BUCKET/KEY"},
      {.name = "content", .kind = ValueKind::text, .about = "what put writes"},
      {.name = "delete", .kind = ValueKind::text, .about = "remove this BUCKET/KEY, or this empty BUCKET"},
      {.name = "create", .kind = ValueKind::text, .about = "make this bucket"},
      {.name = "versioning", .kind = ValueKind::text, .about = "how versions are kept in this bucket"},
      {.name = "lifecycle", .kind = ValueKind::text, .about = "the rules by which this bucket's objects expire"},
      {.name = "policy", .kind = ValueKind::text, .about = "who may do what with this bucket"},
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether the TLS certificate must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> outcome_facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the store takes connections"},
      {.name = "reason", .kind = ValueKind::text, .about = "why there is no connection, in words"},
      {.name = "failure", .kind = ValueKind::text, .about = "what was wrong with a reply that is no HTTP, or with TLS"},
      {.name = "done", .kind = ValueKind::boolean, .about = "whether the store did as asked"},
      {.name = "status", .kind = ValueKind::integer, .about = "the HTTP status code"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the store's refusal; what isn't there is none",
       .fields = {{.name = "status", .kind = ValueKind::integer, .about = "the HTTP status code"},
                  {.name = "code",
                   .kind = ValueKind::text,
                   .about = "AccessDenied, SignatureDoesNotMatch, BucketNotEmpty, …; head gets none"},
                  {.name = "message", .kind = ValueKind::text, .about = "the store's words"}}},
      {.name = "code",
       .kind = ValueKind::text,
       .about = "the store's code for what it did not do: NoSuchKey, AccessDenied, …"},
      {.name = "exists",
       .kind = ValueKind::boolean,
       .about = "whether the bucket or object is there; with versioning, lifecycle, policy: the bucket"},
  };
}

std::vector<FactSpec> content_facts() {
  return {
      {.name = "buckets",
       .kind = ValueKind::list,
       .about = "without an action: the names of the user's buckets, sorted",
       .element = ValueKind::text},
      {.name = "keys",
       .kind = ValueKind::list,
       .about = "of list: the objects' keys, sorted; at most 1000",
       .element = ValueKind::text},
      {.name = "objects",
       .kind = ValueKind::list,
       .about = "of list: {key, size, etag, storage_class} of each object",
       .element = ValueKind::map},
      {.name = "body", .kind = ValueKind::text, .about = "of get: the object"},
      {.name = "sha256", .kind = ValueKind::text, .about = "of get: the object's SHA-256 in hex"},
      {.name = "size", .kind = ValueKind::integer, .about = "of get and head: the object's size in bytes"},
      {.name = "etag", .kind = ValueKind::text, .about = "of get, head and put: the object's ETag, without quotes"},
      {.name = "content_type", .kind = ValueKind::text, .about = "of get and head: what the object says it is"},
      {.name = "version_id", .kind = ValueKind::text, .about = "of get, head and put: the object's version"},
      {.name = "metadata", .kind = ValueKind::map, .about = "of get and head: what was stored as x-amz-meta-NAME"},
      {.name = "versioning", .kind = ValueKind::text, .about = "of versioning: enabled, suspended or off"},
      {.name = "rules",
       .kind = ValueKind::list,
       .about = "of lifecycle: {id, enabled, prefix, days} of each rule; days when objects expire by age",
       .element = ValueKind::map},
      {.name = "policy", .kind = ValueKind::any, .about = "of policy: the document; not there when there is none"},
  };
}

std::vector<FactSpec> facts() {
  auto all = outcome_facts();
  const auto more = content_facts();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

CheckType s3() {
  return {
      .name = "s3",
      .subject = "cloud",
      .about = "one request to an object store in the language of S3, signed by labcheck itself",
      .reach = Reach::protocol,
      .main_parameter = "endpoint",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\ns3: {endpoint: \"http://192.168.10.30:7480\", access_key: exam, secret_key: exam-secret, "
          "list: backups}\nexpect: {keys: {contains: db.sql}}\n",
      .phase = s3_phase,
      .undoes = never_undoes,
      .complaint = s3_complaint,
      .request = s3_request,
      .read = read_s3,
  };
}

}  // namespace labcheck::checks
