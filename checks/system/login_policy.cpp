#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

/// What the script calls a number, and the fact that it is.
struct Number {
  std::string_view key{};
  std::string_view fact{};
  std::string_view written{};  ///< the fact that tells of what stands there instead of a number
};

constexpr std::array<Number, 3> numbers_of_host{{{"PASS_MAX_DAYS", "default_max_days", "default_max_days_written"},
                                                 {"PASS_MIN_DAYS", "default_min_days", "default_min_days_written"},
                                                 {"PASS_WARN_AGE", "default_warn_days", "default_warn_days_written"}}};
constexpr std::array<Number, 5> numbers_of_user{{{"min_days", "min_days", ""},
                                                 {"max_days", "max_days", ""},
                                                 {"warn_days", "warn_days", ""},
                                                 {"inactive_days", "inactive_days", ""},
                                                 {"expires", "expires", ""}}};

std::vector<ParameterSpec> parameters() {
  return {{.name = "user", .kind = ValueKind::text, .about = "whose password it is about", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a user with a password entry"},
      {.name = "min_days", .kind = ValueKind::integer, .about = "days before the password may be changed"},
      {.name = "max_days", .kind = ValueKind::integer, .about = "days after which it must be changed"},
      {.name = "warn_days", .kind = ValueKind::integer, .about = "days of warning before that"},
      {.name = "inactive_days", .kind = ValueKind::integer, .about = "days after that until the account is closed"},
      {.name = "expires", .kind = ValueKind::integer, .about = "when the account ends, in days since 1970"},
      {.name = "locked", .kind = ValueKind::boolean, .about = "whether no password can be used to log in"},
      {.name = "default_max_days",
       .kind = ValueKind::integer,
       .about = "PASS_MAX_DAYS of /etc/login.defs: what new users get; not there when it is no number"},
      {.name = "default_min_days", .kind = ValueKind::integer, .about = "PASS_MIN_DAYS"},
      {.name = "default_warn_days", .kind = ValueKind::integer, .about = "PASS_WARN_AGE"},
      {.name = "default_max_days_written",
       .kind = ValueKind::text,
       .about = "what stands there, where that is no number"},
      {.name = "default_min_days_written", .kind = ValueKind::text, .about = "the same of PASS_MIN_DAYS"},
      {.name = "default_warn_days_written", .kind = ValueKind::text, .about = "the same of PASS_WARN_AGE"},
      {.name = "without_password",
       .kind = ValueKind::list,
       .about = "users of the host who need no password",
       .element = ValueKind::text},
      {.name = "root_equals",
       .kind = ValueKind::list,
       .about = "users other than root with its number, 0",
       .element = ValueKind::text},
  };
}

// Nothing of a password leaves the host, not even its hash. In login.defs a value is the rest of the line, or what
// stands in quotes: of `PASS_MAX_DAYS 90 days` shadow's own tools take nothing.
constexpr std::string_view script = R"sh(
need awk
user=$1
[ "$(id -u)" = 0 ] || { say hidden yes; finish; }
[ -r /etc/shadow ] && [ -r /etc/passwd ] || trouble "/etc/shadow can't be read"
awk -F: '$2 == "" { print $1 }' /etc/shadow > /dev/null || trouble "/etc/shadow can't be read"
for name in $(awk -F: '$2 == "" { print $1 }' /etc/shadow /etc/passwd); do tell open "$name"; done
for name in $(awk -F: '$3 == 0 && $1 != "root" { print $1 }' /etc/passwd); do tell twin "$name"; done
for key in PASS_MAX_DAYS PASS_MIN_DAYS PASS_WARN_AGE; do
  if [ -r /etc/login.defs ]; then
    found=$(awk -v key="$key" '$1 == key {
      sub(/^[ \t]*[^ \t]+[ \t"]*/, ""); sub(/".*/, ""); sub(/[ \t\r]+$/, ""); value = $0
    } END { print value }' /etc/login.defs)
    [ -z "$found" ] || tell "$key" "$found"
  fi
done
entry=$(awk -F: -v user="$user" '$1 == user { print; exit }' /etc/shadow)
if [ -z "$entry" ]; then say exists no; finish; fi
say exists yes
IFS=:
set -- $entry
unset IFS
case $2 in '!'* | '*'*) say locked yes ;; *) say locked no ;; esac
tell min_days "$4"
tell max_days "$5"
tell warn_days "$6"
tell inactive_days "$7"
tell expires "$8"
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto user = text_of(parameters, "user");
  return is_name(user, "._-$@") ? "" : fmt::format("'{}' is no login name", user);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "user")});
}

/// A number as login.defs(5) spells it: 0x in front of hexadecimal digits, 0 of octal ones.
std::optional<std::int64_t> read_setting(std::string_view text) {
  const bool negative = text.starts_with('-');
  auto digits = text.substr(negative ? 1 : 0);
  const int base = digits.starts_with("0x") ? 16 : digits.starts_with('0') ? 8 : 10;
  digits.remove_prefix(base == 16 ? 2 : 0);
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  const bool good = problem == std::errc{} && end == digits.data() + digits.size() && number >= 0;
  return good ? std::optional{negative ? -number : number} : std::nullopt;
}

/// Numbers that the host spells in hex; an empty one is not there. Of a setting a candidate may have written a word.
template <std::size_t size>
Result<void> read_numbers(const Fields& fields, const std::array<Number, size>& numbers, Value& facts) {
  for (const auto& [key, fact, written] : numbers) {
    if (!fields.has(key)) {
      continue;
    }
    LABCHECK_TRY_ASSIGN(const auto text, fields.text(key));
    const auto number = written.empty() ? read_integer(text) : read_setting(text);
    if (!text.empty() && !number && !written.empty()) {
      facts[std::string{written}] = text;
      continue;
    }
    if (!text.empty() && !number) {
      return unreadable(fmt::format("'{}' on the host is '{}', no whole number", key, excerpt(text)));
    }
    if (number) {
      facts[std::string{fact}] = *number;
    }
  }
  return {};
}

Result<Value> names(const Fields& fields, std::string_view key) {
  Value all = Value::array();
  for (const auto& word : fields.all(key)) {
    const auto bytes = read_hex(word);
    if (!bytes) {
      return unreadable("the host's answer has a name that is not in hex");
    }
    all.push_back(valid_utf8(*bytes));
  }
  return all;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  if (fields.has("hidden")) {
    return unreadable("how passwords age is seen only by root: log in as root or use sudo");
  }
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  Value facts{{"exists", exists}};
  LABCHECK_TRY_ASSIGN(facts["without_password"], names(fields, "open"));
  LABCHECK_TRY_ASSIGN(facts["root_equals"], names(fields, "twin"));
  auto read = read_numbers(fields, numbers_of_host, facts);
  if (read && exists) {
    LABCHECK_TRY_ASSIGN(facts["locked"], fields.yes("locked"));
    read = read_numbers(fields, numbers_of_user, facts);
  }
  if (!read) {
    return tl::unexpected<Error>(read.error());
  }
  return facts;
}

}  // namespace

CheckType login_policy() {
  return {
      .name = "login_policy",
      .subject = "system",
      .about = "how long passwords are good for, and which accounts need none or have root's number",
      .main_parameter = "user",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: web\nlogin_policy: deploy\nexpect: {max_days: {at_most: 90}, without_password: {empty: true}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
