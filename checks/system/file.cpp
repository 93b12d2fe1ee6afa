#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "the file's absolute path", .required = true},
      {.name = "read", .kind = ValueKind::boolean, .about = "also read the content, of at most 64 KiB",
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
      {.name = "done", .kind = ValueKind::boolean,
       .about = "the file is as asked: written, removed, or (when only looked at) there"},
      {.name = "written", .kind = ValueKind::boolean, .about = "whether write took place"},
      {.name = "trouble", .kind = ValueKind::text, .about = "why it could not be written: no such folder, user or group"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the path leads to something"},
      {.name = "type", .kind = ValueKind::text,
       .about = "file, directory, character, block, fifo or socket; links are followed"},
      {.name = "link", .kind = ValueKind::text, .about = "where the path itself points to when it is a symbolic link"},
      {.name = "mode", .kind = ValueKind::text, .about = "permissions in four octal digits, such as 0644"},
      {.name = "owner", .kind = ValueKind::text, .about = "name of the owner, or the number of one without a name"},
      {.name = "group", .kind = ValueKind::text, .about = "name of the group, or the number of one without a name"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "content", .kind = ValueKind::text, .about = "the content, when `read: true` asks for it"},
      {.name = "sha256", .kind = ValueKind::text, .about = "SHA-256 of the content in hex, when `hash: true` asks for it"},
  };
}

Phase phase(const Value& parameters) {
  return given(parameters, "write") || given(parameters, "state") ? Phase::write : Phase::read;
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
      .example = "on: web\nfile: {path: /etc/nginx/nginx.conf, read: true}\n"
                 "expect: {mode: \"0644\", owner: root, content: {contains: worker_processes}}\n",
      .phase = phase,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
