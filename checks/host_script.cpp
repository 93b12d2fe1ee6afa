#include "host_script.hpp"

namespace labcheck::checks {
namespace {

// Values with a newline could forge a line of the answer: `say` refuses them, `tell` spells them in hex.
constexpr std::string_view prelude = R"sh(set -f
nl='
'
finish() { echo end=; exit 0; }
trouble() { printf 'trouble=%s\n' "$1"; finish; }
say() {
  case $2 in *"$nl"*) trouble "the value of $1 holds a newline" ;; esac
  printf '%s=%s\n' "$1" "$2"
}
hex() { od -An -v -tx1 | tr -d ' \n'; }
tell() { printf '%s=' "$1"; printf '%s' "$2" | hex; echo; }
need() {
  for tool do
    command -v "$tool" >/dev/null 2>&1 || { say missing "$tool"; finish; }
  done
}
need od tr
)sh";

}  // namespace

Result<Script> plain_script(std::string text, std::vector<std::string> arguments) {
  for (const auto& argument : arguments) {
    if (argument.find('\0') != std::string::npos) {
      return failed(ErrorKind::invalid, "a NUL character can't be handed to a program");
    }
  }
  if (text.find('\0') != std::string::npos) {
    return failed(ErrorKind::invalid, "a NUL character can't stand in a script");
  }
  return Script{.text = std::move(text), .arguments = std::move(arguments)};
}

Result<Script> host_script(std::string_view body, std::vector<std::string> arguments) {
  return plain_script(std::string{prelude}.append(body), std::move(arguments));
}

}  // namespace labcheck::checks
