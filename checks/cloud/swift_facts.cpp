#include "checks/cloud/swift_facts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "checks/cloud/openstack_login.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t longest_list = 10'000;  // Swift's own limit: there may be more behind it

struct Header {
  std::string_view name{};
  const char* fact{nullptr};
  bool number{false};
};

constexpr std::array<Header, 7> headers_read{{{"etag", "etag", false},
                                              {"content-type", "content_type", false},
                                              {"content-length", "size", true},
                                              {"x-container-object-count", "count", true},
                                              {"x-container-read", "readers", false},
                                              {"x-container-write", "writers", false},
                                              {"x-storage-policy", "policy", false}}};

Result<void> read_header(const Header& header, const std::string& text, Value& facts) {
  if (!header.number) {
    facts[header.fact] = text;
    return {};
  }
  const auto number = read_integer(text);
  if (!number || *number < 0) {
    return unreadable(fmt::format("the header {} is '{}', no number", header.name, excerpt(text)));
  }
  facts[header.fact] = *number;
  return {};
}

/// What the headers say of a container or an object.
Result<void> read_headers(const Value& headers, bool object, Value& facts) {
  Value metadata = Value::object();
  const std::string_view meta = object ? "x-object-meta-" : "x-container-meta-";
  for (const auto& [name, value] : headers.items()) {
    const auto text = value.is_string() ? value.get<std::string>() : std::string{};
    if (name.starts_with(meta)) {
      metadata[name.substr(meta.size())] = text;
    }
    for (const auto& header : headers_read) {
      // A container's own type and length are those of a listing that nobody asked for.
      const bool of_objects = header.name.starts_with("content-") || header.name == "etag";
      if (header.name != name || of_objects != object) {
        continue;
      }
      if (auto read = read_header(header, text, facts); !read) {
        return read;
      }
    }
  }
  facts["metadata"] = std::move(metadata);
  return {};
}

Result<Value> read_listing(const std::string& body, Value facts) {
  const auto list = read_json(body);
  if (!list || !list->is_array()) {
    return unreadable(fmt::format("the store's list is no whole JSON list: {}", excerpt(body)));
  }
  if (list->size() >= longest_list) {
    return unreadable(fmt::format("the store has {} names or more, which one list can't hold", longest_list));
  }
  std::vector<std::string> names;
  facts["entries"] = Value::array();
  for (const auto& entry : *list) {
    LABCHECK_TRY_ASSIGN(auto name, member<std::string>(entry, "name"));
    LABCHECK_TRY_ASSIGN(const auto bytes, member<std::int64_t>(entry, "bytes"));
    Value read{{"name", name}, {"bytes", bytes}};
    for (const auto* further : {"hash", "content_type", "count"}) {
      if (entry.contains(further)) {
        read[further] = entry.at(further);
      }
    }
    names.push_back(std::move(name));
    facts["entries"].push_back(std::move(read));
  }
  std::sort(names.begin(), names.end());
  facts["names"] = std::move(names);
  return facts;
}

Result<Value> read_done(const Value& parameters, const Value& answer, Value facts) {
  facts["done"] = true;
  LABCHECK_TRY_ASSIGN(const auto body, member<std::string>(answer, "body"));
  if (given(parameters, "put") || given(parameters, "delete") || given(parameters, "create")) {
    return facts;
  }
  facts["exists"] = true;
  if (given(parameters, "list")) {
    return read_listing(body.empty() ? "[]" : body, std::move(facts));
  }
  const auto* action = given(parameters, "get") ? "get" : "head";
  LABCHECK_TRY_ASSIGN(const auto headers, member<Value>(answer, "headers"));
  const bool object = text_of(parameters, action).find('/') != std::string::npos;
  if (auto read = read_headers(headers, object, facts); !read) {
    return tl::unexpected<Error>(read.error());
  }
  if (given(parameters, "get")) {
    facts["body"] = body;
    LABCHECK_TRY_ASSIGN(facts["sha256"], member<std::string>(answer, "sha256"));
    LABCHECK_TRY_ASSIGN(facts["size"], member<std::int64_t>(answer, "size"));
  }
  return facts;
}

bool asks(const Value& parameters) {
  constexpr std::array<std::string_view, 6> actions{"list", "get", "head", "put", "delete", "create"};
  return std::any_of(actions.begin(), actions.end(), [&](auto action) { return given(parameters, action); });
}

}  // namespace

Result<Value> read_swift(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_login(answer.reply));
  facts["done"] = false;
  if (!facts.value("authenticated", false) || facts.contains("failure")) {
    return facts;
  }
  if (!asks(parameters)) {
    facts["done"] = true;
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto asked, member<Value>(answer.reply, "answer"));
  LABCHECK_TRY_ASSIGN(const auto status, member<std::int64_t>(asked, "status"));
  facts["status"] = status;
  if (status >= 200 && status <= 299) {
    return read_done(parameters, asked, std::move(facts));
  }
  if (status == 404) {
    facts["exists"] = false;
    facts["done"] = given(parameters, "delete");  // gone, as asked
  }
  return facts;
}

}  // namespace labcheck::checks
