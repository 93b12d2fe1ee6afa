#include "checks/cloud/s3_facts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "checks/cloud/s3_request.hpp"
#include "checks/cloud/s3_xml.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

std::string unquoted(std::string text) {
  if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

/// What the headers say of an object.
Result<void> read_headers(const Value& headers, Value& facts) {
  Value metadata = Value::object();
  for (const auto& [name, value] : headers.items()) {
    const auto text = value.is_string() ? value.get<std::string>() : std::string{};
    constexpr std::string_view meta = "x-amz-meta-";
    if (name == "etag") {
      facts["etag"] = unquoted(text);
    } else if (name == "content-type") {
      facts["content_type"] = text;
    } else if (name == "x-amz-version-id") {
      facts["version_id"] = text;
    } else if (name.starts_with(meta)) {
      metadata[name.substr(meta.size())] = text;
    } else if (name == "content-length") {
      const auto size = read_integer(text);
      if (!size) {
        return unreadable(fmt::format("the length '{}' is no number", excerpt(text)));
      }
      facts["size"] = *size;
    }
  }
  facts["metadata"] = std::move(metadata);
  return {};
}

Result<Value> read_buckets(const std::string& body, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto all, read_s3_xml(body, "ListAllMyBucketsResult"));
  const auto* buckets = all.find("Buckets");
  if (buckets == nullptr) {
    return unreadable("the store's list has no buckets in it");
  }
  std::vector<std::string> names;
  for (const auto& bucket : buckets->children) {
    names.push_back(bucket.text_of("Name"));
  }
  std::sort(names.begin(), names.end());
  facts["buckets"] = std::move(names);
  return facts;
}

Result<Value> read_listing(const std::string& body, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto list, read_s3_xml(body, "ListBucketResult"));
  // Clients take a list that doesn't say for whole; nobody's store may turn a fail into an error by leaving it out.
  if (list.text_of("IsTruncated") == "true") {
    return unreadable("the bucket has more keys than one list takes (narrow it by a prefix)");
  }
  std::vector<std::string> keys;
  facts["objects"] = Value::array();
  for (const auto& object : list.children) {
    if (object.name != "Contents") {
      continue;
    }
    const auto size = read_integer(object.text_of("Size"));
    if (object.find("Key") == nullptr || !size) {
      return unreadable("an object of the store's list lacks its key or its size");
    }
    keys.push_back(object.text_of("Key"));
    facts["objects"].push_back({{"key", keys.back()},
                                {"size", *size},
                                {"etag", unquoted(object.text_of("ETag"))},
                                {"storage_class", object.text_of("StorageClass")}});
  }
  std::sort(keys.begin(), keys.end());
  facts["keys"] = std::move(keys);
  return facts;
}

// Swift answers a question that it doesn't know with the bucket's list.
bool is_listing(const std::string& body) {
  return read_s3_xml(body, "ListBucketResult").has_value();
}

Value unknown_to_the_store(Value facts) {
  facts["done"] = false;
  facts["failure"] = "the store knows no such setting: it answers with the bucket's list";
  return facts;
}

Result<Value> read_versioning(const std::string& body, Value facts) {
  if (is_listing(body)) {
    return unknown_to_the_store(std::move(facts));
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_s3_xml(body, "VersioningConfiguration"));
  const auto status = found.text_of("Status");
  if (!status.empty() && status != "Enabled" && status != "Suspended") {
    return unreadable(fmt::format("versioning is '{}', neither Enabled nor Suspended", excerpt(status)));
  }
  facts["versioning"] = status.empty() ? "off" : status == "Enabled" ? "enabled" : "suspended";
  return facts;
}

Result<Value> read_lifecycle(const std::string& body, Value facts) {
  if (is_listing(body)) {
    return unknown_to_the_store(std::move(facts));
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_s3_xml(body, "LifecycleConfiguration"));
  facts["rules"] = Value::array();
  for (const auto& rule : found.children) {
    if (rule.name != "Rule") {
      continue;
    }
    // A rule's prefix stands in its filter, or (in the old way) in the rule itself.
    const auto* filter = rule.find("Filter");
    Value read{{"id", rule.text_of("ID")},
               {"enabled", rule.text_of("Status") == "Enabled"},
               {"prefix", filter == nullptr ? rule.text_of("Prefix") : filter->text_of("Prefix")}};
    if (const auto* expiry = rule.find("Expiration"); expiry != nullptr && expiry->find("Days") != nullptr) {
      const auto days = read_integer(expiry->text_of("Days"));
      if (!days) {
        return unreadable(fmt::format("a rule expires after '{}' days", excerpt(expiry->text_of("Days"))));
      }
      read["days"] = *days;
    }
    facts["rules"].push_back(std::move(read));
  }
  return facts;
}

/// What wasn't done. Absence is no refusal. HEAD has no body to say a code in; what isn't S3's own words stays as it
/// is.
Value read_undone(S3Action action, std::int64_t status, const std::string& body, Value facts) {
  Value refused{{"status", status}};
  if (const auto error = read_s3_xml(body, "Error")) {
    refused["code"] = error->text_of("Code");
    refused["message"] = error->text_of("Message");
    facts["code"] = refused["code"];
  } else if (!body.empty()) {
    refused["message"] = excerpt(body);
  }
  const auto code = refused.value("code", std::string{});
  const bool bare = code == "NoSuchLifecycleConfiguration" || code == "NoSuchBucketPolicy";
  if (code != "NoSuchBucket" && code != "NoSuchKey" && !bare && (action != S3Action::head || status != 404)) {
    facts["refused"] = std::move(refused);
    return facts;
  }
  facts["exists"] = bare;
  facts["done"] = action == S3Action::erase;  // gone, as asked; most stores say so themselves
  if (action == S3Action::lifecycle && bare) {
    facts["rules"] = Value::array();
  }
  return facts;
}

Result<Value> read_policy(const std::string& body, Value facts) {
  auto policy = read_json(body);
  if (!policy) {
    return unreadable(fmt::format("the policy is no JSON: {}", excerpt(body)));
  }
  facts["policy"] = std::move(*policy);
  return facts;
}

/// What get, head and put say of their object.
Result<Value> read_object(S3Action action, const Value& reply, const std::string& body, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto headers, member<Value>(reply, "headers"));
  Value seen = Value::object();
  if (auto read = read_headers(headers, seen); !read) {
    return tl::unexpected<Error>(read.error());
  }
  if (action == S3Action::put) {
    for (const auto* name : {"etag", "version_id"}) {
      if (seen.contains(name)) {
        facts[name] = seen[name];
      }
    }
    return facts;
  }
  facts.update(seen);
  facts["exists"] = true;
  if (action == S3Action::get) {
    facts["body"] = body;
    LABCHECK_TRY_ASSIGN(facts["sha256"], member<std::string>(reply, "sha256"));
    LABCHECK_TRY_ASSIGN(facts["size"], member<std::int64_t>(reply, "size"));
  }
  return facts;
}

Result<Value> read_done(S3Action action, const Value& reply, const std::string& body, Value facts) {
  facts["done"] = true;
  switch (action) {
    case S3Action::erase:
    case S3Action::create:
      return facts;
    case S3Action::get:
    case S3Action::head:
    case S3Action::put:
      return read_object(action, reply, body, std::move(facts));
    case S3Action::buckets:
      return read_buckets(body, std::move(facts));
    case S3Action::list:
    case S3Action::versioning:
    case S3Action::lifecycle:
    case S3Action::policy:
      break;
  }
  facts["exists"] = true;
  return action == S3Action::list         ? read_listing(body, std::move(facts))
         : action == S3Action::versioning ? read_versioning(body, std::move(facts))
         : action == S3Action::lifecycle  ? read_lifecycle(body, std::move(facts))
                                          : read_policy(body, std::move(facts));
}

}  // namespace

Result<Value> read_s3(const Value& parameters, const Answer& answer) {
  const auto& reply = answer.reply;
  LABCHECK_TRY_ASSIGN(const auto connected, member<bool>(reply, "connected"));
  Value facts{{"connected", connected}, {"done", false}};
  if (!connected || reply.contains("failure")) {
    const auto* words = connected ? "failure" : "reason";
    LABCHECK_TRY_ASSIGN(facts[words], member<std::string>(reply, words));
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(reply, "status"));
  LABCHECK_TRY_ASSIGN(const auto body, member<std::string>(reply, "body"));
  facts["status"] = status;
  const auto action = s3_action(parameters);
  if (status < 200 || status > 299) {
    return read_undone(action, status, body, std::move(facts));
  }
  return read_done(action, reply, body, std::move(facts));
}

}  // namespace labcheck::checks
