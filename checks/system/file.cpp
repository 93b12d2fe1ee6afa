#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/file_script.hpp"
#include "checks/system/path_facts.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the file's absolute path", .required = true},
      {.name = "read",
       .kind = ValueKind::boolean,
       .about = "also read the content, of at most 64 KiB",
       .fallback = "false"},
      {.name = "hash", .kind = ValueKind::boolean, .about = "also hash the content, of any size", .fallback = "false"},
      {.name = "write", .kind = ValueKind::text, .about = "what to write into the file, replacing it"},
      {.name = "mode", .kind = ValueKind::text, .about = "the written file's permissions, in octal (0644 without it)"},
      {.name = "owner", .kind = ValueKind::text, .about = "the written file's owner (the login user without it)"},
      {.name = "group", .kind = ValueKind::text, .about = "the written file's group"},
      {.name = "state", .kind = ValueKind::text, .about = "absent: remove the file", .choices = {"absent"}},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "done",
       .kind = ValueKind::boolean,
       .about = "the file is as asked: written, removed, or (when only looked at) there"},
      {.name = "written", .kind = ValueKind::boolean, .about = "whether write took place"},
      {.name = "trouble",
       .kind = ValueKind::text,
       .about =
           "why it could not be written: no such folder, user or group, or a filesystem that takes no file (read-only, "
           "not connected)"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path leads to something"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "file, directory, character, block, fifo or socket; links are followed"},
      {.name = "link", .kind = ValueKind::text, .about = "where the path itself points to when it is a symbolic link"},
      {.name = "mode", .kind = ValueKind::text, .about = "permissions in four octal digits, such as 0644"},
      {.name = "owner", .kind = ValueKind::text, .about = "name of the owner, or the number of one without a name"},
      {.name = "group", .kind = ValueKind::text, .about = "name of the group, or the number of one without a name"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "content", .kind = ValueKind::text, .about = "the content, of at most 64 KiB", .asked_by = "read"},
      {.name = "sha256", .kind = ValueKind::text, .about = "SHA-256 of the content in hex", .asked_by = "hash"},
  };
}

Phase phase(const Value& parameters) {
  return given(parameters, "write") || given(parameters, "state") ? Phase::write : Phase::read;
}

bool is_mode(std::string_view mode) {
  return (mode.size() == 3 || mode.size() == 4) && mode.find_first_not_of("01234567") == std::string_view::npos;
}

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "path");
  const auto mode = text_of(parameters, "mode");
  const bool writes = given(parameters, "write");
  if (writes && given(parameters, "state")) {
    return "write and state exclude each other";
  }
  for (const auto* name : {"mode", "owner", "group"}) {
    if (!writes && given(parameters, name)) {
      return fmt::format("{} belongs to write; what a file should have stands in expect", name);
    }
  }
  if (given(parameters, "mode") && !is_mode(mode) && !has_references(mode)) {
    return fmt::format("'{}' is no mode (write it in octal: 0644)", mode);
  }
  return (writes || given(parameters, "state")) && path.ends_with('/') ? fmt::format("'{}' names a directory", path)
                                                                       : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto word = [&](std::string_view name) { return flag_of(parameters, name, false) ? "yes" : "no"; };
  LABCHECK_TRY_ASSIGN(
      auto made,
      host_script(with_path_functions(file_script),
                  {text_of(parameters, "path"),
                   given(parameters, "write")   ? "write"
                   : given(parameters, "state") ? "remove"
                                                : "look",
                   text_of(parameters, "write"), given(parameters, "mode") ? text_of(parameters, "mode") : "0644",
                   text_of(parameters, "owner"), text_of(parameters, "group"), word("read"), word("hash")}));
  made.alone = flag_of(parameters, "hash", false);  // of a large file that takes long
  return made;
}

Result<std::string> read_content(const Fields& fields) {
  constexpr std::size_t largest_content = 65536;
  LABCHECK_TRY_ASSIGN(auto content, fields.bytes("content"));
  if (!content.ends_with('.')) {
    return unreadable("the file can't be read by this login");
  }
  content.pop_back();
  return content.size() <= largest_content ? Result<std::string>{valid_utf8(content)}
                                           : unreadable("the file holds more than the 64 KiB that are read");
}

Result<Value> read_file(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(auto facts, read_properties(fields));
  if (fields.has("content")) {
    LABCHECK_TRY_ASSIGN(facts["content"], read_content(fields));
  }
  if (fields.has("sha256")) {
    constexpr std::size_t digits = 64;
    LABCHECK_TRY_ASSIGN(const auto hash, fields.word("sha256"));
    if (hash.size() != digits || !read_hex(hash)) {
      return unreadable(fmt::format("sha256sum gives '{}'", excerpt(hash)));
    }
    facts["sha256"] = hash;
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts = Value::object();
  if (exists) {
    LABCHECK_TRY_ASSIGN(facts, read_file(fields));
  }
  facts["exists"] = exists;
  facts["done"] = exists;
  if (fields.has("link")) {
    LABCHECK_TRY_ASSIGN(facts["link"], fields.text("link"));
  }
  if (given(parameters, "state")) {
    facts["done"] = !exists && !fields.has("link");
  }
  if (given(parameters, "write")) {
    LABCHECK_TRY_ASSIGN(const auto written, fields.yes("written"));
    const auto size = static_cast<std::int64_t>(text_of(parameters, "write").size());
    if (written && (!exists || facts["size"] != size)) {
      return unreadable(fmt::format("{} bytes were written, but the file is not there with that size", size));
    }
    facts["written"] = written;
    facts["done"] = written;
    if (!written) {
      LABCHECK_TRY_ASSIGN(facts["trouble"], fields.text("trouble_words"));
    }
  }
  return facts;
}

}  // namespace

CheckType file() {
  return {
      .name = "file",
      .subject = "system",
      .about = "a file or directory: whether it is there, whose it is and what it holds",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: web\nfile: {path: /etc/nginx/nginx.conf, read: true}\n"
          "expect: {mode: \"0644\", owner: root, content: {contains: worker_processes}}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
