#include "engine.hpp"

#include <array>

#include <fmt/format.h>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

// A client without its daemon and a daemon that doesn't answer are what the candidate was asked to provide, so both are
// facts. Docker is asked at its own socket: a context in root's home could lead to another machine.
constexpr std::string_view prelude = R"sh(
need id
engine=$1 name=$2 user=$3
state() { say engine "$1"; [ -z "$2" ] || tell reason "$2"; finish; }
asked() {
  case $engine:$user in
    docker:) docker -H unix:///var/run/docker.sock "$@" ;;
    docker:*) runuser -u "$user" -- env HOME="$home" docker -H "unix:///run/user/$uid/docker.sock" "$@" ;;
    *:) podman "$@" ;;
    *) runuser -u "$user" -- env HOME="$home" XDG_RUNTIME_DIR="/run/user/$uid" podman "$@" ;;
  esac
}
ask() { asked "$@" </dev/null 2>/dev/null; }
complaint_of() {
  words=$(asked "$@" 2>&1 </dev/null >/dev/null)
  printf '%s' "${words%%"$nl"*}"
}
inspect() {
  if found=$(ask "$1" inspect -- "$name"); then
    tell found "$found"
    return 0
  fi
  words=$(complaint_of "$1" inspect -- "$name")
  case $words in
    *[Nn]"o such $1"* | *[Nn]"o such object"* | *"not known"*) say gone yes ;;
    '') trouble "the object came or went while it was asked about" ;;
    *) state unreachable "$words" ;;
  esac
  return 1
}
cd /
command -v "$engine" >/dev/null 2>&1 || state absent "the host has no program $engine"
if [ -n "$user" ]; then
  need runuser getent env
  entry=$(getent passwd "$user") || state unreachable "the host has no user $user"
  uid=$(id -u "$user")
  rest=${entry%:*}
  home=${rest##*:}
fi
if ! ask version >/dev/null; then
  words=$(complaint_of version)
  case $words in
    *"permission denied"*)
      [ "$(id -u)" = 0 ] || trouble "the engine is asked only by root: log in as root or use sudo" ;;
  esac
  state unreachable "${words:-the engine does not answer}"
fi
say engine ready
)sh";

constexpr std::string_view reference_letters = ".-_:/@";
constexpr std::string_view user_letters = ".-_";

Value at(const Value& object, std::string_view path) {
  const Value* here = &object;
  for (const auto& name : split(path, '/')) {
    const auto found = here->is_object() ? here->find(name) : here->end();
    if (found == here->end()) {
      return nullptr;
    }
    here = &*found;
  }
  return *here;
}

tl::unexpected<Error> strange(std::string_view path, const Value& found, std::string_view expected) {
  return unreadable(fmt::format("the engine's '{}' is {}, no {}", path, excerpt(dump(found)), expected));
}

}  // namespace

std::vector<ParameterSpec> engine_parameters(std::string_view object_about) {
  return {
      {.name = "name", .kind = ValueKind::text, .about = object_about, .required = true},
      {.name = "engine",
       .kind = ValueKind::text,
       .about = "who is asked: docker or podman",
       .fallback = "docker",
       .choices = {"docker", "podman"}},
      {.name = "user", .kind = ValueKind::text, .about = "the user whose rootless engine is asked, instead of root's"},
  };
}

std::vector<FactSpec> engine_facts() {
  return {
      {.name = "engine", .kind = ValueKind::text, .about = "ready, absent (no such program) or unreachable"},
      {.name = "reason", .kind = ValueKind::text, .about = "in the engine's words, why it can't be asked"},
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the engine has it"},
  };
}

std::string engine_complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  const auto user = text_of(parameters, "user");
  if (!is_name(name, reference_letters)) {
    return fmt::format("'{}' is no name that an engine knows things by", excerpt(name));
  }
  return user.empty() || is_name(user, user_letters) ? "" : fmt::format("'{}' is no name of a user", excerpt(user));
}

Result<Request> engine_request(std::string_view body, const Value& parameters) {
  if (const auto wrong = engine_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto engine = text_of(parameters, "engine");
  return host_script(std::string{prelude}.append(body),
                     {engine.empty() ? "docker" : engine, text_of(parameters, "name"), text_of(parameters, "user")});
}

Result<Value> read_engine(const Fields& fields) {
  constexpr std::array<std::string_view, 3> states{"ready", "absent", "unreachable"};
  auto said = fields.all("engine");
  // An engine that goes away in the middle is ready first.
  if (said.size() == 2 && said[0] == "ready" && said[1] == "unreachable") {
    said.erase(said.begin());
  }
  if (said.size() != 1 || std::find(states.begin(), states.end(), said.front()) == states.end()) {
    return unreadable("the host's answer doesn't say how the engine is");
  }
  Value facts{{"engine", said.front()}, {"exists", false}};
  if (fields.has("reason")) {
    LABCHECK_TRY_ASSIGN(facts["reason"], fields.text("reason"));
  }
  return facts;
}

Result<Value> read_object(const Fields& fields) {
  if (fields.has("gone")) {
    return Value{};
  }
  LABCHECK_TRY_ASSIGN(const auto text, fields.text("found"));
  auto described = read_json(text);
  if (!described || !described->is_array() || described->size() != 1 || !described->front().is_object()) {
    return unreadable(fmt::format("the engine describes it as '{}', which is no list of one JSON object", excerpt(text)));
  }
  return described->front();
}

Result<Value> map_at(const Value& object, std::string_view path) {
  auto found = at(object, path);
  if (found.is_null()) {
    return Value::object();
  }
  return found.is_object() ? Result<Value>{std::move(found)} : strange(path, found, "map");
}

Result<Value> list_at(const Value& object, std::string_view path) {
  auto found = at(object, path);
  if (found.is_null()) {
    return Value::array();
  }
  return found.is_array() ? Result<Value>{std::move(found)} : strange(path, found, "list");
}

Result<std::string> text_at(const Value& object, std::string_view path) {
  const auto found = at(object, path);
  if (found.is_null()) {
    return std::string{};
  }
  return found.is_string() ? Result<std::string>{found.get<std::string>()} : strange(path, found, "text");
}

Result<std::int64_t> integer_at(const Value& object, std::string_view path) {
  const auto found = at(object, path);
  if (found.is_null()) {
    return 0;
  }
  return found.is_number_integer() ? Result<std::int64_t>{found.get<std::int64_t>()}
                                   : strange(path, found, "whole number");
}

Result<bool> flag_at(const Value& object, std::string_view path) {
  const auto found = at(object, path);
  if (found.is_null()) {
    return false;
  }
  return found.is_boolean() ? Result<bool>{found.get<bool>()} : strange(path, found, "yes or no");
}

Result<Value> words_at(const Value& object, std::string_view path) {
  if (const auto found = at(object, path); found.is_string()) {
    return found.get_ref<const std::string&>().empty() ? Value::array() : Value::array({found});
  }
  LABCHECK_TRY_ASSIGN(auto words, list_at(object, path));
  for (const auto& word : words) {
    if (!word.is_string()) {
      return strange(path, words, "list of texts");
    }
  }
  return words;
}

Result<Value> setting_names_at(const Value& object, std::string_view path) {
  LABCHECK_TRY_ASSIGN(const auto settings, words_at(object, path));
  auto names = Value::array();
  for (const auto& setting : settings) {
    names.push_back(split(setting.get_ref<const std::string&>(), '=').front());
  }
  return names;
}

std::string digest(std::string spelt) {
  return spelt.empty() || spelt.find(':') != std::string::npos ? spelt : "sha256:" + spelt;
}

}  // namespace labcheck::checks
