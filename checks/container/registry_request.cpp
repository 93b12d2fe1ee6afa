#include "checks/container/registry_request.hpp"

#include <fmt/format.h>

#include "checks/digest.hpp"
#include "checks/parameters.hpp"
#include "checks/web/api.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t registry_port = 5000;
constexpr std::string_view index_type = "application/vnd.oci.image.index.v1+json";
constexpr std::string_view accepted_types =
    "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

/// `shop/app:1.4` or `shop/app@sha256:…`; without either the tag is `latest`.
struct Image {
  std::string name{};
  std::string reference{};
};

Image image_of(std::string_view text) {
  const auto at = text.find('@');
  const auto colon = text.find(':');
  const auto end = at != std::string_view::npos ? at : colon;
  if (end == std::string_view::npos) {
    return {.name = std::string{text}, .reference = "latest"};
  }
  return {.name = std::string{text.substr(0, end)}, .reference = std::string{text.substr(end + 1)}};
}

std::string image_complaint(std::string_view text, bool tag_allowed) {
  const auto image = image_of(text);
  const bool good = is_name(image.name, "._-/") && !image.name.starts_with('/') && is_name(image.reference, "._-:") &&
                    (tag_allowed || text.find_first_of(":@") == std::string_view::npos);
  return good || text.find("${") != std::string_view::npos
             ? ""
             : fmt::format("'{}' is no {}", text,
                           tag_allowed ? "image (write NAME:TAG or NAME@DIGEST)" : "name of a repository");
}

}  // namespace

std::string_view registry_question(const Value& parameters) {
  const auto found = asked_of(parameters, {"catalog", "tags", "manifest", "push", "delete"});
  return found.empty() ? std::string_view{} : found.front();
}

std::string registry_index(std::string_view content) {
  const Value index{{"schemaVersion", 2},
                    {"mediaType", index_type},
                    {"manifests", Value::array()},
                    {"annotations", {{"labcheck.content", content}}}};
  return dump(index);
}

Phase registry_phase(const Value& parameters) {
  return given(parameters, "push") || given(parameters, "delete") ? Phase::write : Phase::read;
}

std::string registry_complaint(const Value& parameters) {
  if (auto wrong = api_complaint(parameters, registry_port); !wrong.empty()) {
    return wrong;
  }
  const auto found = asked_of(parameters, {"catalog", "tags", "manifest", "push", "delete"});
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  const auto asked = registry_question(parameters);
  if (!asked.empty() && asked != "catalog") {
    if (auto wrong = image_complaint(text_of(parameters, asked), asked != "tags"); !wrong.empty()) {
      return wrong;
    }
  }
  if (given(parameters, "content") && asked != "push" && asked != "delete") {
    return "content belongs to push and delete";
  }
  if (asked == "push" && text_of(parameters, "content").empty()) {
    return "push needs a content";
  }
  if (asked == "push" && text_of(parameters, asked).find('@') != std::string::npos) {
    return "push takes a tag, not a digest";
  }
  const bool digest = text_of(parameters, "delete").find('@') != std::string::npos;
  return asked == "delete" && digest == given(parameters, "content")
             ? "delete needs NAME@DIGEST, or the content that was pushed"
             : "";
}

Result<Request> registry_request(const Value& parameters) {
  if (const auto wrong = registry_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto asked = registry_question(parameters);
  ApiCall call{.path = "/v2/"};
  if (asked == "catalog") {
    call.path += "_catalog?n=1000";
  } else if (asked == "tags") {
    call.path += text_of(parameters, asked) + "/tags/list";
  } else if (!asked.empty()) {
    auto image = image_of(text_of(parameters, asked));
    if (asked == "push") {
      call.method = "PUT";
      call.headers["Content-Type"] = index_type;
      call.body = registry_index(text_of(parameters, "content"));
    } else if (asked == "delete") {
      call.method = "DELETE";
      if (given(parameters, "content")) {
        image.reference = "sha256:" + sha256_hex(registry_index(text_of(parameters, "content")));
      }
    } else {
      call.headers["Accept"] = accepted_types;
    }
    call.path += image.name + "/manifests/" + image.reference;
  }
  return api_request(parameters, registry_port, std::move(call));
}

}  // namespace labcheck::checks
