#include <array>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/perfdata.hpp"

namespace labcheck::checks {
namespace {

constexpr int unknown = 3;
constexpr int not_found = 127;

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "argv",
       .kind = ValueKind::list,
       .about = "a plugin on the host and its arguments; without a slash it is looked for where plugins are installed",
       .element = ValueKind::text},
      {.name = "run",
       .kind = ValueKind::script,
       .about = "a plugin that is sent, as a POSIX sh script, instead of argv"},
      {.name = "arguments",
       .kind = ValueKind::list,
       .about = "what the script finds in $1, $2 and so on",
       .element = ValueKind::text},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the host has this plugin"},
      {.name = "state",
       .kind = ValueKind::text,
       .about = "OK, WARNING or CRITICAL, by the exit status; UNKNOWN is an error: the plugin could not tell"},
      {.name = "status", .kind = ValueKind::integer, .about = "the exit status: 0, 1 or 2"},
      {.name = "text", .kind = ValueKind::text, .about = "the first line, without figures"},
      {.name = "more", .kind = ValueKind::text, .about = "the further lines, without figures"},
      {.name = "perfdata",
       .kind = ValueKind::map,
       .about =
           "the figures by label: {value, unit, warn, crit, min, max}; not there when they break the plugins' form"},
  };
}

std::string complaint(const Value& parameters) {
  if (given(parameters, "argv") == given(parameters, "run")) {
    return "one of argv and run is needed";
  }
  if (given(parameters, "argv")) {
    const auto argv = texts_of(parameters, "argv");
    if (argv.empty() || argv.front().empty()) {
      return "argv is empty: it begins with the plugin's name";
    }
    return given(parameters, "arguments") ? "arguments belong to run, not to argv" : "";
  }
  return text_of(parameters, "run").empty() ? "run is empty" : "";
}

// Where Debian, Fedora, Alpine and a build of one's own put them.
constexpr std::string_view script = R"sh(
PATH=/usr/lib/nagios/plugins:/usr/lib64/nagios/plugins:/usr/lib/monitoring-plugins:/usr/local/nagios/libexec:$PATH
case $1 in
  */*) [ -f "$1" ] || exit 127 ;;
  *) command -v -- "$1" >/dev/null || exit 127 ;;
esac
"$@"
)sh";

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  if (given(parameters, "run")) {
    return plain_script(text_of(parameters, "run"), texts_of(parameters, "arguments"));
  }
  return plain_script(std::string{script}, texts_of(parameters, "argv"));
}

// Text and figures of one line, which `|` parts.
void add_line(std::string_view line, std::string& text, std::string& figures) {
  const auto bar = line.find('|');
  text += line.substr(0, bar);
  if (bar != std::string_view::npos) {
    figures += std::string{figures.empty() ? "" : " "}.append(line.substr(bar + 1));
  }
}

// The first line may hold figures behind `|`; of the others, everything behind the first `|` is figures.
void read_output(const std::string& out, Value& facts) {
  const auto lines = lines_of(out);
  std::string text;
  std::string more;
  std::string figures;
  add_line(lines.front(), text, figures);
  bool only_figures = false;
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (only_figures) {
      figures += ' ' + lines[at];
      continue;
    }
    only_figures = lines[at].find('|') != std::string::npos;
    more += more.empty() ? "" : "\n";
    add_line(lines[at], more, figures);
  }
  while (text.ends_with(' ')) {
    text.pop_back();
  }
  facts["text"] = text;
  facts["more"] = more;
  if (auto perfdata = read_perfdata(figures)) {
    facts["perfdata"] = std::move(*perfdata);
  }
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  constexpr std::array<std::string_view, 3> states{"OK", "WARNING", "CRITICAL"};
  if (!answer.status) {
    return unreadable("the plugin ended with no exit status");
  }
  const auto status = *answer.status;
  if (status == not_found && given(parameters, "argv") && answer.out.empty()) {
    return Value{{"exists", false}};
  }
  const auto words = excerpt(answer.out.empty() ? answer.err : answer.out);
  if (status == unknown) {
    return unreadable(fmt::format("the plugin could not tell (UNKNOWN): {}", words));
  }
  if (status < 0 || status > unknown) {
    return unreadable(fmt::format("status {} is none of a plugin's (0-3): {}", status, words));
  }
  const auto out = valid_utf8(answer.out);
  if (out.find_first_not_of(" \r\n\t") == std::string::npos) {
    return unreadable("the plugin printed nothing");
  }
  Value facts{{"exists", true}, {"status", status}, {"state", states.at(static_cast<std::size_t>(status))}};
  read_output(out, facts);
  return facts;
}

}  // namespace

CheckType plugin() {
  return {
      .name = "plugin",
      .subject = "system",
      .about = "what a monitoring plugin (Nagios, Icinga) finds on the host",
      .main_parameter = "argv",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{state: OK}",
      .example =
          "on: web\nplugin: [check_disk, -w, \"20%\", -c, \"10%\", -p, /]\n"
          "expect: {state: OK, perfdata: {\"$['/'].value\": {at_least: 1}}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
