#include "csv.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <iconv.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::string trimmed_cell(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  return from == std::string_view::npos ? std::string{}
                                        : std::string{text.substr(from, text.find_last_not_of(" \t") - from + 1)};
}

std::optional<std::string> from_gbk(std::string_view bytes) {
  const auto converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) {  // NOLINT: as iconv(3) has it
    return std::nullopt;
  }
  const std::unique_ptr<void, int (*)(iconv_t)> closing{converter, iconv_close};
  std::string from{bytes};
  std::string made(bytes.size() * 4 + 4, '\0');
  auto* in = from.data();
  auto* out = made.data();
  auto in_left = from.size();
  auto out_left = made.size();
  if (iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
    return std::nullopt;
  }
  made.resize(made.size() - out_left);
  return made;
}

/// Records of fields; nothing when a quote is opened and not closed.
std::optional<std::vector<std::vector<std::string>>> read_records(std::string_view text, char separator) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string field;
  bool quoted = false;
  bool was_quoted = false;
  const auto end_field = [&] {
    record.push_back(was_quoted ? field : trimmed_cell(field));
    field.clear();
    was_quoted = false;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (quoted) {
      const bool doubled = letter == '"' && text.substr(at + 1).starts_with('"');
      at += doubled ? 1 : 0;
      quoted = letter != '"' || doubled;
      field += quoted ? std::string{letter} : std::string{};
    } else if (letter == '"' && field.find_first_not_of(' ') == std::string::npos) {
      quoted = true;
      was_quoted = true;
      field.clear();
    } else if (letter == separator) {
      end_field();
    } else if (letter == '\n') {
      end_field();
      records.push_back(std::move(record));
      record.clear();
    } else if (letter != '\r') {
      field += letter;
    }
  }
  if (!field.empty() || !record.empty() || was_quoted) {
    end_field();
    records.push_back(std::move(record));
  }
  std::erase_if(records, [](const auto& one) {
    return std::all_of(one.begin(), one.end(), [](const std::string& cell) { return cell.empty(); });
  });
  return quoted ? std::nullopt : std::optional{std::move(records)};
}

}  // namespace

std::optional<std::size_t> Table::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

std::optional<std::string> decoded_text(std::string_view bytes) {
  const auto is_foreign = [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && letter != '\n' && letter != '\r' && letter != '\t' && letter != '\f' && byte != 0x1B) ||
           byte == 0x7F;
  };
  if (std::any_of(bytes.begin(), bytes.end(), is_foreign)) {
    return std::nullopt;
  }
  bytes = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
  return valid_utf8(bytes) == bytes ? std::optional{std::string{bytes}} : from_gbk(bytes);
}

std::optional<Table> read_table(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  char separator = ',';
  for (const char candidate : {',', ';', '\t'}) {
    separator = std::count(first.begin(), first.end(), candidate) > std::count(first.begin(), first.end(), separator)
                    ? candidate
                    : separator;
  }
  auto records = read_records(text, separator);
  if (!records || records->size() < 2 || records->front().size() < 2 ||
      std::any_of(records->begin(), records->end(),
                  [&](const auto& record) { return record.size() != records->front().size(); })) {
    return std::nullopt;
  }
  Table table;
  table.columns = std::move(records->front());
  table.rows.assign(std::make_move_iterator(records->begin() + 1), std::make_move_iterator(records->end()));
  return table;
}

std::optional<long double> read_amount(std::string_view text) {
  static const std::array<std::pair<std::string_view, std::string_view>, 18> spellings{{{"０", "0"},
                                                                                        {"１", "1"},
                                                                                        {"２", "2"},
                                                                                        {"３", "3"},
                                                                                        {"４", "4"},
                                                                                        {"５", "5"},
                                                                                        {"６", "6"},
                                                                                        {"７", "7"},
                                                                                        {"８", "8"},
                                                                                        {"９", "9"},
                                                                                        {"．", "."},
                                                                                        {"，", ","},
                                                                                        {"－", "-"},
                                                                                        {"￥", ""},
                                                                                        {"¥", ""},
                                                                                        {"$", ""},
                                                                                        {"元", ""},
                                                                                        {"　", ""}}};
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto known =
        std::find_if(spellings.begin(), spellings.end(), [&](const auto& one) { return rest.starts_with(one.first); });
    plain += known == spellings.end() ? std::string{text[at]} : std::string{known->second};
    at += known == spellings.end() ? 1 : known->first.size();
  }
  plain = trimmed_cell(plain);
  const bool percent = plain.ends_with('%');
  plain = percent ? plain.substr(0, plain.size() - 1) : plain;
  // A comma parts thousands: three digits follow, up to the next comma, the point or the end.
  for (auto comma = plain.find(','); comma != std::string::npos; comma = plain.find(',')) {
    const auto end = std::min(plain.find_first_of(",.", comma + 1), plain.size());
    if (end - comma != 4 || comma == 0 || plain.find('.') < comma) {
      return std::nullopt;
    }
    plain.erase(comma, 1);
  }
  const auto number = plain.starts_with('+') ? std::nullopt : read_finite(plain);
  if (!number || plain.find_first_of("eEnN") != std::string::npos) {
    return std::nullopt;
  }
  return static_cast<long double>(*number) / (percent ? 100 : 1);
}

}  // namespace labcheck::checks
