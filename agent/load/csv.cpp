#include "load/csv.hpp"

#include <algorithm>

#include "load/source_text.hpp"

namespace labcheck::load {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(first, text.find_last_not_of(" \t") - first + 1)};
}

/// Reads one cell after another.
class CsvReader {
 public:
  CsvReader(const std::string& name, std::string_view text, Diagnostics& diagnostics)
      : lines_{name, text}, text_{text}, diagnostics_{diagnostics} {}

  std::vector<CsvRow> read() {
    std::vector<CsvRow> rows;
    CsvRow row;
    while (at_ < text_.size()) {
      row.push_back(at_quote() ? quoted_cell() : plain_cell());
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        if (at_ < text_.size()) {
          continue;
        }
        row.push_back({.text = {}, .place = lines_.place_at(at_)});
      }
      skip_line_end();
      if (row.size() > 1 || !row.front().text.empty()) {
        rows.push_back(std::move(row));
      }
      row.clear();
    }
    return rows;
  }

 private:
  bool at_quote() const {
    const auto first = text_.find_first_not_of(" \t", at_);
    return first != std::string_view::npos && text_[first] == '"';
  }

  CsvCell plain_cell() {
    const auto start = at_;
    at_ = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    const auto raw = text_.substr(start, at_ - start);
    if (const auto quote = raw.find('"'); quote != std::string_view::npos) {
      complain(start + quote, "a quote within an unquoted cell (quote the cell and double the quotes in it)");
    }
    const auto first = std::min(raw.find_first_not_of(" \t"), raw.size());
    return {.text = trimmed(raw), .place = lines_.place_at(start + first)};
  }

  CsvCell quoted_cell() {
    const auto start = text_.find('"', at_);
    CsvCell cell{.text = {}, .place = lines_.place_at(start)};
    for (at_ = start + 1;; ++at_) {
      if (at_ >= text_.size()) {
        complain(start, "a quote is opened and never closed");
        return cell;
      }
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"') {
          break;
        }
      }
      cell.text += text_[at_];
    }
    const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    if (!trimmed(text_.substr(at_, end - at_)).empty()) {
      complain(at_, "text after a closing quote");
    }
    at_ = end;
    return cell;
  }

  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') {
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '\n') {
      ++at_;
    }
  }

  void complain(std::size_t offset, std::string message) {
    diagnostics_.push_back({.place = lines_.place_at(offset), .message = std::move(message)});
  }

  SourceLines lines_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t at_{0};
};

}  // namespace

std::vector<CsvRow> parse_csv(const std::string& name, std::string_view text, Diagnostics& diagnostics) {
  return CsvReader{name, text, diagnostics}.read();
}

}  // namespace labcheck::load
