#include <algorithm>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/clock_daemons.hpp"

namespace labcheck::checks {
namespace {

std::vector<FactSpec> facts() {
  return {
      {.name = "timezone",
       .kind = ValueKind::text,
       .about = "such as Asia/Shanghai (from /etc/localtime); not there when none is set"},
      {.name = "utc_offset", .kind = ValueKind::text, .about = "what the clock shows now against UTC, such as +0800"},
      {.name = "daemons",
       .kind = ValueKind::list,
       .about = "what keeps the clock right and runs now: chronyd, ntpd, systemd-timesyncd; more than one is a fault",
       .element = ValueKind::text},
      {.name = "synchronized", .kind = ValueKind::boolean, .about = "whether the first of these follows a source now"},
      {.name = "source", .kind = ValueKind::text, .about = "the address of the source that it follows"},
      {.name = "stratum", .kind = ValueKind::integer, .about = "the host's own distance from a reference clock"},
      {.name = "offset",
       .kind = ValueKind::number,
       .about = "seconds by which the clock was last found to be off its source; chronyd and ntpd only"},
      {.name = "sources",
       .kind = ValueKind::list,
       .about = "all sources of the first daemon",
       .element = ValueKind::map,
       .fields = {{.name = "address", .kind = ValueKind::text, .about = "address, or the name of a local clock"},
                  {.name = "selected", .kind = ValueKind::boolean, .about = "whether the clock follows it"},
                  {.name = "reachable", .kind = ValueKind::boolean, .about = "whether it answered lately"},
                  {.name = "state",
                   .kind = ValueKind::text,
                   .about = "selected, combined, excluded, unusable, falseticker or unreachable"},
                  {.name = "stratum", .kind = ValueKind::integer, .about = "its distance from a reference clock"},
                  {.name = "offset", .kind = ValueKind::number, .about = "seconds between the clocks"}}},
  };
}

// Which daemon runs is seen in /proc; each is asked with its own tool, in the form that is meant for programs.
constexpr std::string_view script = R"sh(
need readlink date
if zone=$(readlink -f /etc/localtime 2>/dev/null); then
  case $zone in */zoneinfo/*) tell zone "${zone#*/zoneinfo/}" ;; esac
fi
say utc_offset "$(date +%z)"
[ -r /proc/1/comm ] || trouble "the processes of others are hidden on this host (mount option hidepid)"
set +f
for file in /proc/[0-9]*/comm; do
  { IFS= read -r comm <"$file"; } 2>/dev/null || continue
  case $comm in chronyd | ntpd | systemd-timesyn) ;; *) continue ;; esac
  # One in a container has a number there, too: it keeps no clock of this host's.
  inside=
  { while read -r key here there; do [ "$key" != NSpid: ] || inside=$there; done <"${file%comm}status"; } 2>/dev/null
  [ -z "$inside" ] || continue
  case $comm in
    chronyd) chronyd=yes ;;
    ntpd) ntpd=yes ;;
    systemd-timesyn) timesyncd=yes ;;
  esac
done
set -f
say chronyd "${chronyd:-no}"
say ntpd "${ntpd:-no}"
say timesyncd "${timesyncd:-no}"
if [ -n "$chronyd" ]; then
  need chronyc
  told=$(chronyc -n -c tracking) || trouble "chronyc can't ask chronyd"
  tell tracking "$told"
  told=$(chronyc -n -c sources) || trouble "chronyc can't ask chronyd"
  tell sources "$told"
elif [ -n "$ntpd" ]; then
  need ntpq
  told=$(ntpq -n -c 'rv 0 leap,stratum,offset' 2>&1) || trouble "ntpq can't ask ntpd"
  tell system "$told"
  told=$(ntpq -n -c associations 2>&1) || trouble "ntpq can't ask ntpd"
  tell associations "$told"
  printf '%s\n' "$told" | while read -r index id status rest; do
    case $index$id in *[!0-9]* | '') continue ;; esac
    told=$(ntpq -n -c "rv $id srcadr,stratum,offset,reach" 2>&1) || trouble "ntpq can't ask ntpd"
    tell peer "$status $told"
  done
elif [ -n "$timesyncd" ]; then
  need timedatectl
  told=$(timedatectl show-timesync --property=ServerAddress --property=NTPMessage) || trouble "timedatectl can't ask systemd-timesyncd"
  tell timesync "$told"
  if [ -e /run/systemd/timesync/synchronized ]; then say synchronized yes; else say synchronized no; fi
fi
finish
)sh";

Result<Request> request(const Value&) {
  return host_script(script, {});
}

Result<Value> read_daemons(const Fields& fields) {
  Value daemons = Value::array();
  for (const auto& [key, name] :
       {std::pair{"chronyd", "chronyd"}, std::pair{"ntpd", "ntpd"}, std::pair{"timesyncd", "systemd-timesyncd"}}) {
    LABCHECK_TRY_ASSIGN(const auto runs, fields.yes(key));
    if (runs) {
      daemons.push_back(name);
    }
  }
  return daemons;
}

Result<Value> read_clock(const Fields& fields, const Value& daemons) {
  if (daemons.empty()) {
    return Value{{"synchronized", false}, {"sources", Value::array()}};
  }
  const auto& first = daemons.front();
  return first == "chronyd" ? read_chrony(fields) : first == "ntpd" ? read_ntp(fields) : read_timesync(fields);
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto offset, fields.word("utc_offset"));
  const bool sign = offset.starts_with('+') || offset.starts_with('-');
  if (offset.size() != 5 || !sign || offset.find_first_not_of("0123456789", 1) != std::string::npos) {
    return unreadable("the host's clock shows no offset from UTC");
  }
  LABCHECK_TRY_ASSIGN(const auto daemons, read_daemons(fields));
  LABCHECK_TRY_ASSIGN(auto facts, read_clock(fields, daemons));
  facts["utc_offset"] = offset;
  facts["daemons"] = daemons;
  if (fields.has("zone")) {
    LABCHECK_TRY_ASSIGN(facts["timezone"], fields.text("zone"));
  }
  return facts;
}

}  // namespace

CheckType time() {
  return {
      .name = "time",
      .subject = "system",
      .about = "a host's time zone, and what its clock follows",
      .parameters = {},
      .facts = facts(),
      .example =
          "on: web\ntime: {}\n"
          "expect: {timezone: Asia/Shanghai, synchronized: true, source: 192.168.10.2, daemons: {count: 1}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
