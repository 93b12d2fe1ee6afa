#include "observe/batch.hpp"

#include <fmt/format.h>

#include "observe/encoding.hpp"
#include "observe/quoting.hpp"

namespace labcheck::observe {
namespace {

/// The whole batch is one compound command: the shell runs nothing before it has read all of it. Its input becomes the
/// line for orders, read by a watcher in the background; a watcher left alone by its agent ends the process group. Told
/// to stop, the shell hears the signal once the probe that runs is over; it must live on, since sshd closes the line
/// with the death of its child.
constexpr std::string_view opening = R"({{ exec 4<&0 </dev/null
read -r p c t u g r </proc/self/stat
: "${{g:=$$}}"
m() {{ printf '\036%s\n' "$1"; printf '\036%s\n' "$1" >&2; }}
s=; trap s=1 USR1
m "{} $$ $g"
( while read -r o <&4; do case $o in
stop) kill -s USR1 $$; printf '\036%s\n' {};;
bye) exit 0;;
*) break;;
esac; done; kill -s KILL -- "-$g" ) 2>/dev/null &
w=$!
exec 4<&-
)";

/// The watcher goes first: its end must not take daemons along that a probe has started on purpose.
constexpr std::string_view closing = R"(kill -9 $w
wait $w 2>/dev/null
m {}
exit 0
}}
)";

/// Again one compound command: a script that came in half, or can't be parsed, never begins. The trap tells an exit
/// with a status above 128 from a shell that was killed.
std::string probe_text(const Script& script, const ProbeMarks& marks) {
  auto text = fmt::format(
      "{{ exec </dev/null\nprintf '\\036{0}\\n'; printf '\\036{0}\\n' >&2\n"
      "trap 'printf \"\\036{0}\\n\"' 0\nset --",
      marks.begin);
  for (const auto& argument : script.arguments) {
    text += ' ' + shell_quote(argument);
  }
  return text + "\n:\n" + script.text + "\n}\nexit\n";
}

}  // namespace

BatchMarks BatchMarks::draw(std::size_t probes) {
  BatchMarks marks;
  marks.probes.resize(probes);
  for (auto& probe : marks.probes) {
    probe = {.announce = random_token(), .begin = random_token(), .end = random_token()};
  }
  marks.stopped = random_token();
  marks.done = random_token();
  return marks;
}

std::string batch_text(const std::vector<Script>& scripts, const BatchMarks& marks) {
  auto text = fmt::format(opening, marks.probes.empty() ? marks.done : marks.probes.front().announce, marks.stopped);
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    if (at > 0) {
      text += fmt::format("[ -n \"$s\" ] || {{ m {}\n", marks.probes[at].announce);
    }
    text += "printf %s " + shell_quote(probe_text(scripts[at], marks.probes[at]));
    text += fmt::format(" | {{ /bin/sh; m \"{} $?\"; }}\n", marks.probes[at].end) + (at > 0 ? "}\n" : "");
  }
  return text + fmt::format(closing, marks.done);
}

}  // namespace labcheck::observe
