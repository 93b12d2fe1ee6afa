#include "load/roster_csv.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>
#include <iconv.h>

#include <labcheck/spelling.hpp>
#include <labcheck/value.hpp>

#include "load/csv.hpp"
#include "load/roster_address.hpp"

namespace labcheck::load {
namespace {

constexpr std::array<std::string_view, 7> own_columns{"id", "name", "seat", "user", "key", "sudo", "password_env"};

bool is_own(std::string_view column) {
  return std::find(own_columns.begin(), own_columns.end(), column) != own_columns.end();
}

/// The header's columns; a table that can't be read further has none.
std::vector<std::string> read_header(const CsvRow& header, Findings& findings) {
  std::vector<std::string> columns;
  if (header.size() == 1 && header.front().text.find_first_of(";\t") != std::string::npos) {
    findings.error(header.front().place, "the columns are not set apart by commas (save the table with commas)");
    return columns;
  }
  for (const auto& cell : header) {
    if (cell.text.empty()) {
      findings.error(cell.place, "a column without a name");
    } else if (std::find(columns.begin(), columns.end(), cell.text) != columns.end()) {
      findings.error(cell.place, fmt::format("duplicate column '{}'", cell.text));
    } else if (cell.text == "password") {
      findings.error(cell.place, "a table holds no passwords (name an environment variable under 'password_env')");
    } else if (!is_own(cell.text) && nearest(cell.text, std::array<std::string_view, 1>{"password_env"}) != "") {
      findings.error(cell.place, fmt::format("unknown column '{}' (did you mean 'password_env'?)", cell.text));
    } else if (!is_own(cell.text)) {
      check_name(cell.text, "_-./", "role", cell.place, findings);
    }
    columns.push_back(cell.text);
  }
  const auto& place = header.front().place;
  if (std::find(columns.begin(), columns.end(), "id") == columns.end()) {
    findings.error(place, "no column 'id'");
  }
  if (std::all_of(columns.begin(), columns.end(), is_own)) {
    findings.error(place, "no column of a role");
  }
  return columns;
}

void read_hosts(const std::string& role, const CsvCell& cell, DraftCandidate& candidate, Findings& findings) {
  int index = 0;
  for (std::size_t at = cell.text.find_first_not_of(" ;"); at != std::string::npos;
       at = cell.text.find_first_not_of(" ;", at)) {
    const auto end = std::min(cell.text.find_first_of(" ;", at), cell.text.size());
    DraftHost host;
    if (auto bare = parse_bare_host(cell.text.substr(at, end - at))) {
      host.host = std::move(*bare);
    } else {
      findings.error(cell.place, fmt::format("role '{}': {}", role, bare.error().message));
    }
    host.host.role = role;
    host.host.index = index++;
    host.host.place = cell.place;
    candidate.hosts.push_back(std::move(host));
    at = end;
  }
}

std::optional<bool> read_sudo(const CsvCell& cell, Findings& findings) {
  if (!cell.text.empty() && cell.text != "true" && cell.text != "false") {
    findings.error(cell.place, fmt::format("'sudo' must be true or false, found '{}'", cell.text));
  }
  return cell.text.empty() ? std::nullopt : std::optional{cell.text == "true"};
}

DraftCandidate read_row(const CsvRow& row, const std::vector<std::string>& columns, Findings& findings) {
  DraftCandidate candidate;
  LoginSpec login;
  candidate.candidate.place = row.front().place;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const auto& column = columns[at];
    const auto& cell = row[at];
    if (column == "id") {
      candidate.candidate.id = cell.text;
      candidate.candidate.place = cell.place;
      if (cell.text.empty()) {
        findings.error(cell.place, "a candidate without an id");
      }
    } else if (column == "name") {
      candidate.candidate.name = cell.text;
    } else if (column == "seat") {
      candidate.candidate.seat = cell.text;
    } else if (column == "sudo") {
      login.sudo = read_sudo(cell, findings);
    } else if (!is_own(column)) {
      read_hosts(column, cell, candidate, findings);
    } else if (cell.text.empty()) {
      continue;
    } else if (column == "user") {
      login.user = cell.text;
    } else if (column == "key") {
      login.key = expand_home(cell.text);
    } else {
      login.password = SecretSpec{.kind = SecretSpec::Kind::env, .text = cell.text, .place = cell.place};
    }
  }
  for (auto& host : candidate.hosts) {
    host.login = login;
  }
  return candidate;
}

}  // namespace

Result<std::string> csv_text(std::string_view bytes) {
  constexpr std::string_view byte_order_mark{"\xEF\xBB\xBF"};
  if (bytes.starts_with(byte_order_mark)) {
    bytes.remove_prefix(byte_order_mark.size());
  }
  if (valid_utf8(bytes) == bytes) {
    return std::string{bytes};
  }
  // GB18030 takes in all of GBK.
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return failed(ErrorKind::resource, "neither UTF-8 nor is a GBK converter installed (save the table as UTF-8)");
  }
  std::string input{bytes};
  std::string output(input.size() * 4, '\0');
  char* from = input.data();
  char* into = output.data();
  std::size_t from_left = input.size();
  std::size_t into_left = output.size();
  const auto converted = iconv(converter, &from, &from_left, &into, &into_left);
  iconv_close(converter);
  if (converted == static_cast<std::size_t>(-1)) {
    return failed(ErrorKind::invalid, "neither UTF-8 nor GBK text (save the table as UTF-8)");
  }
  output.resize(output.size() - into_left);
  return output;
}

Draft read_csv_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics) {
  Draft draft;
  Findings findings{diagnostics};
  const auto rows = parse_csv(name, text, diagnostics);
  if (rows.size() < 2) {
    findings.error({.file = std::make_shared<const std::string>(name)}, "the table has no candidate");
    return draft;
  }
  const auto columns = read_header(rows.front(), findings);
  for (std::size_t at = 1; at < rows.size() && !columns.empty(); ++at) {
    if (rows[at].size() != columns.size()) {
      findings.error(rows[at].front().place,
                     fmt::format("{} cells in a table of {} columns", rows[at].size(), columns.size()));
      continue;
    }
    draft.candidates.push_back(read_row(rows[at], columns, findings));
  }
  return draft;
}

}  // namespace labcheck::load
