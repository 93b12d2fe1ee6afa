#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/development/git_script.hpp"
#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/path_script.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path",
       .kind = ValueKind::path,
       .about = "the repository: the folder with .git in it, or a bare one",
       .required = true},
      {.name = "revision",
       .kind = ValueKind::text,
       .about = "the branch, tag or commit that commits and file are about",
       .fallback = "HEAD"},
      {.name = "file", .kind = ValueKind::text, .about = "a path in the repository that is to be looked at"},
  };
}

std::vector<FactSpec> commit_fields() {
  return {
      {.name = "hash", .kind = ValueKind::text, .about = "the commit's full name"},
      {.name = "author", .kind = ValueKind::text, .about = "the author's name"},
      {.name = "email", .kind = ValueKind::text, .about = "the author's e-mail address"},
      {.name = "time", .kind = ValueKind::text, .about = "when it was committed, such as 2026-05-01T08:30:00+08:00"},
      {.name = "subject", .kind = ValueKind::text, .about = "the first line of its message"},
  };
}

std::vector<FactSpec> file_fields() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the revision has it"},
      {.name = "type", .kind = ValueKind::text, .about = "file, directory or submodule"},
      {.name = "size", .kind = ValueKind::integer, .about = "of a file: its bytes"},
      {.name = "content", .kind = ValueKind::text, .about = "of a file: what is in it, of at most 64 KiB"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is a Git repository at the path itself"},
      {.name = "bare", .kind = ValueKind::boolean, .about = "whether it has no working tree"},
      {.name = "branch", .kind = ValueKind::text, .about = "what is checked out; not there for a detached head"},
      {.name = "branches", .kind = ValueKind::list, .about = "local branches, sorted", .element = ValueKind::text},
      {.name = "tags", .kind = ValueKind::list, .about = "tags, sorted", .element = ValueKind::text},
      {.name = "remotes", .kind = ValueKind::map, .about = "the first URL of each remote by its name"},
      {.name = "clean",
       .kind = ValueKind::boolean,
       .about = "whether the working tree has nothing uncommitted and nothing untracked; not there for a bare one"},
      {.name = "commits", .kind = ValueKind::integer, .about = "how many lead to the revision; 0 when there is none"},
      {.name = "authors",
       .kind = ValueKind::list,
       .about = "the e-mail addresses of their authors, sorted",
       .element = ValueKind::text},
      {.name = "commit",
       .kind = ValueKind::map,
       .about = "the revision's last commit; not there when there is none",
       .fields = commit_fields()},
      {.name = "file",
       .kind = ValueKind::map,
       .about = "what the revision has at the path asked about",
       .fields = file_fields()},
  };
}

std::string complaint(const Value& parameters) {
  const auto revision = text_of(parameters, "revision");
  if (given(parameters, "revision") && !is_name(revision, "._-/@")) {
    return fmt::format("'{}' is no branch, tag or commit", revision);
  }
  const auto file = text_of(parameters, "file");
  const bool odd = file.empty() || file.starts_with('/') || file.find('\n') != std::string::npos;
  return given(parameters, "file") && odd ? fmt::format("'{}' is no path in a repository", excerpt(file)) : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(
      with_path_functions(git_script),
      {text_of(parameters, "path"), given(parameters, "revision") ? text_of(parameters, "revision") : "HEAD",
       text_of(parameters, "file")});
}

Result<Value> lines(const Fields& fields, std::string_view key) {
  LABCHECK_TRY_ASSIGN(const auto text, fields.text(key));
  return Value(lines_of(text));
}

// What `git config --null` gives: a key, a newline and the value, each pair ended by a NUL.
Result<Value> read_remotes(const Fields& fields) {
  constexpr std::string_view front = "remote.";
  constexpr std::string_view back = ".url";
  LABCHECK_TRY_ASSIGN(const auto bytes, fields.bytes("remotes"));
  Value remotes = Value::object();
  auto pairs = split(bytes, '\0');
  if (!pairs.back().empty()) {
    return unreadable("the list of remotes is cut off");
  }
  pairs.pop_back();
  for (const auto& pair : pairs) {
    const std::string_view key = std::string_view{pair}.substr(0, pair.find('\n'));
    if (!key.starts_with(front) || !key.ends_with(back) || key.size() <= front.size() + back.size()) {
      return unreadable(fmt::format("git gives '{}' as a remote", excerpt(pair)));
    }
    const auto name = key.substr(front.size(), key.size() - front.size() - back.size());
    const auto url = key.size() == pair.size() ? std::string_view{} : std::string_view{pair}.substr(key.size() + 1);
    remotes.emplace(valid_utf8(name), valid_utf8(url));
  }
  return remotes;
}

Result<Value> read_commit(const Fields& fields) {
  constexpr std::array<const char*, 5> names{"hash", "author", "email", "time", "subject"};
  LABCHECK_TRY_ASSIGN(const auto bytes, fields.bytes("commit"));
  const auto parts = split(bytes, '\0');
  if (parts.size() != names.size() + 1 || (parts[0].size() != 40 && parts[0].size() != 64) || !read_hex(parts[0]) ||
      parts.back() != "\n") {
    return unreadable("git's words about a commit are cut off");
  }
  Value commit = Value::object();
  for (std::size_t at = 0; at < names.size(); ++at) {
    commit[names[at]] = valid_utf8(parts[at]);
  }
  return commit;
}

Result<Value> read_file(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto type, fields.word("file"));
  if (type == "none" || type == "tree" || type == "commit") {
    return type == "none" ? Value{{"exists", false}}
                          : Value{{"exists", true}, {"type", type == "tree" ? "directory" : "submodule"}};
  }
  if (type != "blob") {
    return unreadable(fmt::format("git says that the file is a '{}'", excerpt(type)));
  }
  LABCHECK_TRY_ASSIGN(const auto size, fields.integer("file_size"));
  Value file{{"exists", true}, {"type", "file"}, {"size", size}};
  constexpr std::int64_t largest_content = 65536;
  if (size <= largest_content) {
    LABCHECK_TRY_ASSIGN(const auto content, fields.bytes("content"));
    if (static_cast<std::int64_t>(content.size()) != size) {
      return unreadable("the file's content in the repository is cut off");
    }
    file["content"] = valid_utf8(content);
  }
  return file;
}

Result<Value> read_history(const Fields& fields, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto found, fields.yes("revision"));
  facts["commits"] = 0;
  facts["authors"] = Value::array();
  if (found) {
    LABCHECK_TRY_ASSIGN(facts["commits"], fields.integer("commits"));
    LABCHECK_TRY_ASSIGN(facts["authors"], lines(fields, "authors"));
    LABCHECK_TRY_ASSIGN(facts["commit"], read_commit(fields));
  }
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("repository"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(facts["bare"], fields.yes("bare"));
  LABCHECK_TRY_ASSIGN(facts["branches"], lines(fields, "branches"));
  LABCHECK_TRY_ASSIGN(facts["tags"], lines(fields, "tags"));
  LABCHECK_TRY_ASSIGN(facts["remotes"], read_remotes(fields));
  if (fields.has("branch")) {
    LABCHECK_TRY_ASSIGN(facts["branch"], fields.text("branch"));
  }
  if (facts["bare"] == false) {
    LABCHECK_TRY_ASSIGN(facts["clean"], fields.yes("clean"));
  }
  if (given(parameters, "file")) {
    LABCHECK_TRY_ASSIGN(facts["file"], read_file(fields));
  }
  return read_history(fields, std::move(facts));
}

}  // namespace

CheckType git() {
  return {
      .name = "git",
      .subject = "development",
      .about = "a Git repository on a host: its history, where it is pushed to and what is committed",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example =
          "on: web\ngit: {path: /srv/shop, file: README.md}\n"
          "expect: {branch: main, commits: {at_least: 3}, clean: true, tags: {contains: v1.0}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
