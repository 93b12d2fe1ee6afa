#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "observe/tripwires.hpp"
#include "text/printable.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t longest_value = 160;
constexpr std::size_t most_told = 8;
constexpr int most_lines = 1'024;

/// Lines of `name value`: `manager dpkg`; `socket` with a line of ss; `program PID PATH`; `script PID PATH` of an
/// interpreter, `inline PID` where its command line is the program; `owned PATH` as the package lists it.
/// Processes in a container of the host's are the container's business: its image owns them. Who isn't root sees the
/// programs of its own processes only: where none of them has a socket, ss need not look through all processes.
constexpr std::string_view script = R"sh(command -v ss >/dev/null 2>&1 || exit 0
if [ -d /var/lib/dpkg/info ]; then manager=dpkg; elif command -v rpm >/dev/null 2>&1; then manager=rpm; else exit 0; fi
if [ ! -r /proc/1/environ ]; then
  held=
  for process in /proc/[0-9]*; do
    [ -z "$held" ] && [ -O "$process" ] || continue
    for file in "$process"/fd/*; do [ ! -S "$file" ] || held=y; done
  done
  [ -n "$held" ] || exit 0
fi
echo "manager $manager"
sockets=$(ss -lntp 2>/dev/null)
left=256 pids=
set -f; IFS='
'
for line in $sockets; do
  [ $left -gt 0 ] || break
  left=$((left - 1))
  printf 'socket %s\n' "$line"
  while :; do case $line in
  *pid=*)
    line=${line#*pid=}; pid=${line%%[!0-9]*}
    case "$pids " in *" $pid "*) ;; *) pids="$pids $pid";; esac;;
  *) break;;
  esac; done
done
set +f; unset IFS
[ -n "$pids" ] || exit 0
here=$(readlink /proc/self/ns/mnt)
about() {
  exe=$(readlink "/proc/$1/exe") || return 0
  exe=${exe%' (deleted)'}
  if [ "$(readlink "/proc/$1/ns/mnt")" != "$here" ] &&
    grep -qE 'docker|containerd|libpod|kubepods|crio|lxc|machine' "/proc/$1/cgroup" 2>/dev/null; then return 0; fi
  printf 'program %s %s\n' "$1" "$exe"
  case ${exe##*/} in
  python[0-9.]*|perl*|ruby*|node|nodejs|php[0-9.]*|php|lua*|tclsh*|java|bash|dash|sh|busybox) ;;
  nc|nc.*|ncat|netcat|socat) printf 'inline %s\n' "$1"; return 0;;
  *) return 0;;
  esac
  tr '\000' '\n' <"/proc/$1/cmdline" | head -n 32 | { read -r skip; code=
    while read -r word; do
      case $word in
      -c|-e|-m|-r) code=y;;
      -*) ;;
      /*) [ ! -f "$word" ] || { printf 'script %s %s\n' "$1" "$word"; exit; };;
      ?*) [ -n "$code" ] || [ ! -f "/proc/$1/cwd/$word" ] ||
        { printf 'script %s %s/%s\n' "$1" "$(readlink "/proc/$1/cwd")" "$word"; exit; };;
      esac
    done
    [ -z "$code" ] || printf 'inline %s\n' "$1"; }
}
left=64
found=$(for pid in $pids; do [ $left -gt 0 ] || break; left=$((left - 1)); about "$pid"; done)
printf '%s\n' "$found"
set --
while read -r name pid path; do case $name in program|script)
  case $manager in
  dpkg) set -- "$@" -e "$path"; case $path in /usr/*) set -- "$@" -e "${path#/usr}";; esac;;
  rpm) ! rpm -qf "$path" >/dev/null 2>&1 || printf 'owned %s\n' "$path";;
  esac;;
esac; done <<LIST
$found
LIST
[ $# -eq 0 ] || grep -hxF "$@" /var/lib/dpkg/info/*.list | sort -u | sed 's/^/owned /'
)sh";

std::string tame(std::string_view value) {
  return text::printable(value.substr(0, longest_value));
}

/// Where /usr is merged, a package may list /bin/x for what is /usr/bin/x.
std::string merged(std::string_view path) {
  return std::string{path.starts_with("/usr/") ? path.substr(4) : path};
}

std::string_view take_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}

/// What the host said of its listening programs.
class Listeners {
 public:
  void line(std::string_view text) {
    const auto name = take_word(text);
    if (name == "manager") {
      managed_ = true;
    } else if (name == "socket") {
      socket(text);
    } else if (name == "owned") {
      owned_.insert(merged(rest_of(text)));
    } else if (name == "program" || name == "script" || name == "inline") {
      auto& program = programs_[std::string{take_word(text)}];
      auto& path = name == "program" ? program.path : program.script;
      if (name == "inline") {
        program.on_command_line = true;
      } else {
        path = rest_of(text);
      }
    }
  }

  std::vector<Flag> flags() const;

 private:
  struct Program {
    std::string path{};
    std::string script{};
    bool on_command_line{false};
  };

  static std::string rest_of(std::string_view text) {
    return std::string{text.substr(std::min(text.find_first_not_of(' '), text.size()))};
  }

  /// `LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=7,fd=3))`
  void socket(std::string_view text) {
    for (int skipped = 0; skipped < 3; ++skipped) {
      take_word(text);
    }
    const auto address = take_word(text);
    constexpr std::string_view mark = "pid=";
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
      const auto digits = text.substr(at + mark.size(), 10);
      ports_.emplace(std::string{digits.substr(0, digits.find_first_not_of("0123456789"))}, address);
    }
  }

  std::string complaint(const Program& program) const {
    if (!program.path.empty() && owned_.count(merged(program.path)) == 0) {
      return fmt::format("{}, which no package owns, listens on", tame(program.path));
    }
    if (!program.script.empty() && owned_.count(merged(program.script)) == 0) {
      return fmt::format("{} runs {}, which no package owns, and listens on", tame(program.path), tame(program.script));
    }
    return program.on_command_line
               ? fmt::format("{} runs what its command line says and listens on", tame(program.path))
               : std::string{};
  }

  bool managed_{false};
  std::multimap<std::string, std::string_view> ports_{};
  std::map<std::string, Program> programs_{};
  std::set<std::string> owned_{};
};

std::vector<Flag> Listeners::flags() const {
  std::map<std::string, std::set<std::string>> found;
  for (const auto& [pid, program] : programs_) {
    const auto words = managed_ ? complaint(program) : std::string{};
    const auto [from, to] = ports_.equal_range(pid);
    for (auto at = from; at != to && !words.empty(); ++at) {
      found[words].insert(tame(at->second));
    }
  }
  std::vector<Flag> flags;
  for (const auto& [words, ports] : found) {
    if (flags.size() == most_told) {
      flags.push_back({.code = "unowned-listener",
                       .message = fmt::format("{} more programs of that kind listen", found.size() - most_told)});
      break;
    }
    const auto others = ports.size() > 1 ? fmt::format(" and {} more", ports.size() - 1) : "";
    flags.push_back({.code = "unowned-listener", .message = fmt::format("{} {}{}", words, *ports.begin(), others)});
  }
  return flags;
}

}  // namespace

Script listeners_script() {
  return {.text = std::string{script}, .arguments = {}, .alone = false};
}

std::vector<Flag> unowned_listeners(const Answer& answer) {
  Listeners listeners;
  std::string_view rest = answer.out;
  for (int lines = 0; !rest.empty() && lines < most_lines; ++lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    listeners.line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return listeners.flags();
}

}  // namespace labcheck::observe
