#include "checks/web/http_session.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t most_before = 10;
constexpr std::size_t most_fields = 100;
constexpr std::size_t most_files = 10;
constexpr std::size_t most_uploaded = 1'048'576;  // of all files together
constexpr std::array<std::string_view, 3> file_keys{"name", "content", "type"};
constexpr std::array<std::string_view, 4> keys_before{"get", "post", "form", "page_fields"};

bool is_filled(const Value& request, const char* name) {
  const auto found = request.find(name);
  return found != request.end() && !found->is_null();
}

std::string form_complaint(const Value& request, const std::string& where) {
  if (is_filled(request, "form")) {
    const auto& form = request.at("form");
    const bool plain = form.is_object() && std::none_of(form.begin(), form.end(), [](const Value& value) {
                         return value.is_structured() || value.is_null();
                       });
    if (form.is_object() && form.size() > most_fields) {
      return fmt::format("{}form has {} fields, more than {}", where, form.size(), most_fields);
    }
    if (!plain && !(form.is_string() && has_references(form.get<std::string>()))) {
      return fmt::format("{}form must be a map of fields and texts", where);
    }
  }
  return "";
}

std::string before_complaint(const Value& request, std::size_t number) {
  const auto where = fmt::format("session, request {}: ", number);
  if (!request.is_object()) {
    return where + "it must be a map with get or post";
  }
  for (const auto& [name, value] : request.items()) {
    if (std::find(keys_before.begin(), keys_before.end(), name) == keys_before.end()) {
      return fmt::format("{}unknown '{}' (there are {})", where, name,
                         listed({keys_before.begin(), keys_before.end()}));
    }
  }
  if (is_filled(request, "get") == is_filled(request, "post")) {
    return where + "one of get and post is needed";
  }
  const auto path = text_of(request, is_filled(request, "get") ? "get" : "post");
  if (!path.starts_with('/') && !has_references(path)) {
    return fmt::format("{}'{}' is no path: a session stays with one service", where, excerpt(path));
  }
  if (is_filled(request, "get") && (is_filled(request, "form") || is_filled(request, "page_fields"))) {
    return where + "a form is posted";
  }
  if (flag_of(request, "page_fields", false) && number == 1) {
    return where + "page_fields wants a page before it";
  }
  return form_complaint(request, where);
}

std::string file_complaint(const std::string& field, const Value& file) {
  if (!file.is_object()) {
    return fmt::format("upload: '{}' must be a map with name and content", excerpt(field));
  }
  for (const auto& [name, value] : file.items()) {
    if (std::find(file_keys.begin(), file_keys.end(), name) == file_keys.end() || value.is_structured()) {
      return fmt::format("upload: '{}' has a wrong '{}' (there are {})", excerpt(field), excerpt(name),
                         listed({file_keys.begin(), file_keys.end()}));
    }
  }
  return is_filled(file, "name") && is_filled(file, "content")
             ? ""
             : fmt::format("upload: '{}' wants the file's name and content", excerpt(field));
}

std::string upload_complaint(const Value& parameters) {
  if (!given(parameters, "upload")) {
    return "";
  }
  const auto& files = parameters.at("upload");
  if (!files.is_object()) {
    return files.is_string() && has_references(files.get<std::string>()) ? ""
                                                                         : "upload must be a map of fields and files";
  }
  if (files.empty() || files.size() > most_files) {
    return fmt::format("upload has {} files, outside 1-{}", files.size(), most_files);
  }
  std::size_t size = 0;
  for (const auto& [field, file] : files.items()) {
    if (auto wrong = file_complaint(field, file); !wrong.empty()) {
      return wrong;
    }
    size += text_of(file, "content").size();
  }
  return size > most_uploaded ? fmt::format("upload has {} bytes, more than {}", size, most_uploaded) : "";
}

bool has_cookie_header(const Value& parameters) {
  const auto headers = parameters.find("headers");
  if (headers == parameters.end() || !headers->is_object()) {
    return false;
  }
  constexpr std::string_view cookie = "cookie";
  const auto keys = headers->items();
  return std::any_of(keys.begin(), keys.end(), [&](const auto& header) {
    const std::string name = header.key();
    return std::equal(name.begin(), name.end(), cookie.begin(), cookie.end(),
                      [](char one, char other) { return (one | 0x20) == other; });
  });
}

std::string list_complaint(const Value& parameters) {
  const auto& before = parameters.at("session");
  if (!before.is_array()) {
    return "";  // a reference, or no list: told elsewhere
  }
  if (before.empty() || before.size() > most_before) {
    return fmt::format("session has {} requests, outside 1-{}", before.size(), most_before);
  }
  for (std::size_t at = 0; at < before.size(); ++at) {
    if (auto wrong = before_complaint(before[at], at + 1); !wrong.empty()) {
      return wrong;
    }
  }
  return has_cookie_header(parameters) ? "a session keeps its own cookies: no header of that name" : "";
}

Value fields_of(const Value& request) {
  Value fields = Value::array();
  if (is_filled(request, "form") && request.at("form").is_object()) {
    for (const auto& [name, value] : request.at("form").items()) {
      fields.push_back({name, plain_text(value)});
    }
  }
  return fields;
}

}  // namespace

std::vector<ParameterSpec> session_parameters() {
  return {
      {.name = "form",
       .kind = ValueKind::map,
       .about = "the fields of a form, as the request's body",
       .element = ValueKind::text},
      {.name = "upload", .kind = ValueKind::map, .about = "files of the form by field: {name, content, type}"},
      {.name = "page_fields",
       .kind = ValueKind::boolean,
       .about = "whether hidden fields of that form on the page before are sent, too",
       .fallback = "false"},
      {.name = "session",
       .kind = ValueKind::list,
       .about = "requests that come before, at most 10, whose cookies are kept: {get: /path} or {post: /path, form: "
                "{…}, page_fields: true}; redirects are followed"},
  };
}

std::string session_complaint(const Value& parameters) {
  const bool form = given(parameters, "form") || given(parameters, "upload");
  if (form && (given(parameters, "body") || parameters.contains("json"))) {
    return "a form excludes body and json";
  }
  const bool asks = form || flag_of(parameters, "page_fields", false);
  if (asks && !given(parameters, "post") && !given(parameters, "put") && !given(parameters, "patch")) {
    return "a form is posted";
  }
  for (auto wrong : {form_complaint(parameters, ""), upload_complaint(parameters)}) {
    if (!wrong.empty()) {
      return wrong;
    }
  }
  if (!given(parameters, "session")) {
    return flag_of(parameters, "page_fields", false) ? "page_fields wants a session with the page before" : "";
  }
  return list_complaint(parameters);
}

bool session_posts(const Value& parameters) {
  const auto session = parameters.find("session");
  return session != parameters.end() && session->is_array() &&
         std::any_of(session->begin(), session->end(), [](const Value& request) { return request.contains("post"); });
}

void add_session(const Value& parameters, Value& details) {
  if (auto fields = fields_of(parameters); !fields.empty()) {
    details["form"] = std::move(fields);
  }
  if (given(parameters, "upload")) {
    for (const auto& [field, file] : parameters.at("upload").items()) {
      details["files"].push_back({{"field", field},
                                  {"name", text_of(file, "name")},
                                  {"type", given(file, "type") ? text_of(file, "type") : "application/octet-stream"},
                                  {"content", text_of(file, "content")}});
    }
  }
  if (flag_of(parameters, "page_fields", false)) {
    details["page_fields"] = true;
  }
  if (!given(parameters, "session")) {
    return;
  }
  for (const auto& request : parameters.at("session")) {
    const bool get = is_filled(request, "get");
    details["before"].push_back({{"method", get ? "GET" : "POST"},
                                 {"target", text_of(request, get ? "get" : "post")},
                                 {"form", fields_of(request)},
                                 {"page_fields", flag_of(request, "page_fields", false)}});
  }
}

}  // namespace labcheck::checks
