#include "cli/preflight_report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/layout.hpp"
#include "text/code_points.hpp"
#include "text/printable.hpp"

namespace labcheck::cli {
namespace {

using observe::Aspect;
using observe::HostReadiness;
using observe::Readiness;
using report::pad;
using text::printable;

constexpr std::uintmax_t mebibyte = 1U << 20;

bool fine(const Aspect& aspect) {
  return aspect.state == Readiness::ok || aspect.state == Readiness::note;
}

std::string cell(const Aspect& aspect) {
  return aspect.state == Readiness::unknown ? "-" : std::string{to_string(aspect.state)};
}

/// The columns of the table: candidate, host, then the aspects.
std::vector<std::string> columns_of(const HostReadiness& host) {
  std::vector<std::string> columns{printable(host.candidate), printable(host.host)};
  for (const auto& aspect : host.aspects) {
    columns.push_back(cell(aspect));
  }
  return columns;
}

std::string line_of(const std::vector<std::string>& columns, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    line += at + 1 < columns.size() ? pad(columns[at], widths[at] + 2) : columns[at];
  }
  return line + "\n";
}

std::string words_of(const Aspect& aspect) {
  const auto lead = fmt::format("    {}: ", aspect.name);
  return aspect.message.empty() ? "" : report::paragraph(lead, lead.size(), printable(aspect.message));
}

Value json_of(const std::vector<Aspect>& aspects) {
  Value list = Value::array();
  for (const auto& aspect : aspects) {
    list.push_back(
        {{"aspect", aspect.name}, {"state", std::string{to_string(aspect.state)}}, {"message", aspect.message}});
  }
  return list;
}

Value json_of(const HostReadiness& host) {
  const auto& facts = host.facts;
  return {{"candidate", valid_utf8(host.candidate)},
          {"host", valid_utf8(host.host)},
          {"address", valid_utf8(host.address)},
          {"ready", host.ready()},
          {"aspects", json_of(host.aspects)},
          {"facts",
           {{"host_key", facts.host_key},
            {"machine_id", facts.machine_id},
            {"product_uuid", facts.product_uuid},
            {"boot_id", facts.boot_id},
            {"clock_skew_ms", facts.clock_skew.count()},
            {"addresses", facts.addresses}}}};
}

}  // namespace

bool PreflightResult::ready() const {
  return std::all_of(agent.begin(), agent.end(), fine) &&
         std::all_of(hosts.begin(), hosts.end(), [](const HostReadiness& host) { return host.ready(); });
}

observe::Aspect ledger_room(const std::string& folder, std::uintmax_t free, std::size_t hosts) {
  const auto wanted = 64 * mebibyte + 4 * mebibyte * hosts;
  const bool enough = free >= wanted;
  return {
      .name = "ledger folder",
      .state = enough ? Readiness::ok : Readiness::trouble,
      .message = fmt::format("{} has {} MiB free{}", folder, free / mebibyte,
                             enough ? "" : fmt::format(", a run over {} hosts may want {}", hosts, wanted / mebibyte))};
}

std::string preflight_text(const PreflightResult& result) {
  std::vector<std::string> head{"candidate", "host"};
  for (const auto& aspect : result.hosts.empty() ? std::vector<Aspect>{} : result.hosts.front().aspects) {
    head.push_back(aspect.name);
  }
  std::vector<std::size_t> widths;
  for (const auto& name : head) {
    widths.push_back(name.size());
  }
  for (const auto& host : result.hosts) {
    const auto columns = columns_of(host);
    for (std::size_t at = 0; at < columns.size(); ++at) {
      widths[at] = std::max(widths[at], text::display_width(columns[at]));
    }
  }
  std::string out = line_of(head, widths);
  for (const auto& host : result.hosts) {
    out += line_of(columns_of(host), widths);
    for (const auto& aspect : host.aspects) {
      out += words_of(aspect);
    }
  }
  out += "agent\n";
  for (const auto& aspect : result.agent) {
    out += words_of(aspect);
  }
  const auto ready =
      std::count_if(result.hosts.begin(), result.hosts.end(), [](const auto& host) { return host.ready(); });
  return out + fmt::format("{} of {} hosts are ready{}\n", ready, result.hosts.size(),
                           std::all_of(result.agent.begin(), result.agent.end(), fine) ? "" : ", the agent is not");
}

std::string preflight_json(const PreflightResult& result) {
  Value hosts = Value::array();
  for (const auto& host : result.hosts) {
    hosts.push_back(json_of(host));
  }
  const Value document{{"schema", "labcheck.preflight/1"},
                       {"ready", result.ready()},
                       {"agent", json_of(result.agent)},
                       {"hosts", std::move(hosts)}};
  return document.dump(2, ' ', false, Value::error_handler_t::replace) + "\n";
}

}  // namespace labcheck::cli
