#include "load/document.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <labcheck/value.hpp>

#include "load/node_builder.hpp"
#include "load/source_text.hpp"
#include "load/sources.hpp"

namespace labcheck::load {

namespace {

/// Bytes that no text file has; the parser would take NULs for UTF-16 and pass the rest on.
bool has_foreign_bytes(const std::string& name, std::string_view text, Diagnostics& diagnostics) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F) {
      diagnostics.push_back({.place = SourceLines{name, text}.place_at(at),
                             .message = fmt::format("control character 0x{:02x} (is the file UTF-8 text?)", byte)});
      return true;
    }
  }
  if (const auto valid = valid_utf8(text); valid != text) {
    std::size_t at = 0;
    while (at < text.size() && valid[at] == text[at]) {
      ++at;
    }
    diagnostics.push_back(
        {.place = SourceLines{name, text}.place_at(at), .message = "invalid UTF-8 (save the file as UTF-8)"});
    return true;
  }
  return false;
}

/// The parser's own words where they help, plainer ones where they don't.
std::string plainly(const std::string& message) {
  if (message == "illegal map value") {
    return "unexpected ':' (wrong indentation, or a text that needs quotes)";
  }
  if (message == "illegal EOF in scalar") {
    return "a quote is opened and never closed";
  }
  if (message == "end of map not found" || message == "end of sequence not found") {
    return "wrong indentation: this line belongs to nothing above it";
  }
  if (message == "end of map flow not found" || message == "end of sequence flow not found") {
    return "a '{' or '[' is opened and not closed before this";
  }
  if (message == "unknown token") {
    return "a text can't begin with this character (quote it)";
  }
  if (message.starts_with("unknown escape character") && message.ends_with('\x04')) {  // its sign of the end
    return "an escape is cut off by the end of the file";
  }
  return message;
}

void report(const YAML::Exception& problem, const SourceLines& lines, Diagnostics& diagnostics) {
  // The culprit stands on the line of the complaint or on the one before it.
  for (const int line : {problem.mark.line, problem.mark.line - 1}) {
    if (const auto trap = find_trap(lines.line(line)); !trap.message.empty()) {
      diagnostics.push_back({.place = lines.place(line, trap.byte_column), .message = trap.message});
      return;
    }
  }
  // The parser ends a text within {…} at a '?', which YAML 1.2 allows there.
  const bool question = problem.msg == "unknown token" && !problem.mark.is_null() &&
                        lines.rest(problem.mark.line, problem.mark.column).starts_with('?');
  diagnostics.push_back({.place = lines.place(problem.mark.line, problem.mark.column),
                         .message = question ? "quote a text with '?' inside {…} and […]"
                                             : fmt::format("no valid YAML: {}", plainly(problem.msg))});
}

/// The parser takes a quoted text that the end of the file cuts off; only the last one can be.
void check_last_quote(const YAML::Mark& mark, const SourceLines& lines, Diagnostics& diagnostics) {
  if (mark.is_null()) {
    return;
  }
  const auto rest = lines.rest(mark.line, mark.column);
  auto at = rest.find_first_not_of(" ");
  while (at < rest.size() && (rest[at] == '&' || rest[at] == '!')) {
    at = rest.find_first_not_of(" \r\n", std::min(rest.find_first_of(" \r\n", at), rest.size()));
  }
  if (at >= rest.size() || (rest[at] != '"' && rest[at] != '\'')) {
    return;
  }
  const char quote = rest[at];
  for (++at; at < rest.size(); ++at) {
    if (quote == '"' && rest[at] == '\\') {
      ++at;
    } else if (quote == '\'' && rest.substr(at, 2) == "''") {
      ++at;
    } else if (rest[at] == quote) {
      return;
    }
  }
  diagnostics.push_back(
      {.place = lines.place(mark.line, mark.column), .message = "no valid YAML: a quote is opened and never closed"});
}

/// Reads no nodes, only whether a second document begins.
class FurtherDocument final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { mark_ = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
  const YAML::Mark& mark() const { return mark_; }

 private:
  YAML::Mark mark_{};
};

Node parse(const SourceLines& lines, std::string_view text, Diagnostics& diagnostics) {
  std::istringstream stream{std::string{text}};
  NodeBuilder builder{lines, diagnostics};
  const auto errors_before = diagnostics.size();
  try {
    YAML::Parser parser{stream};
    if (!parser.HandleNextDocument(builder)) {
      return {};
    }
    check_last_quote(builder.last_quoted(), lines, diagnostics);
    if (FurtherDocument further; parser.HandleNextDocument(further)) {
      const auto& mark = further.mark();  // the parser takes what it can't place for a document, too
      const bool said = lines.rest(mark.line, mark.column).starts_with("---");
      diagnostics.push_back(
          {.place = lines.place(mark.line, mark.column),
           .message = said ? "more than one document in the file" : "no valid YAML: the document ends before this"});
    }
  } catch (const YAML::Exception& problem) {
    if (diagnostics.size() == errors_before + builder.duplicates()) {  // else an earlier trap already says why
      report(problem, lines, diagnostics);
    }
    return {};
  } catch (const Unusable&) {
    return {};
  }
  return builder.take();
}

}  // namespace

Node parse_document(const std::string& name, const std::string& text, Diagnostics& diagnostics) {
  if (text.size() > max_source_bytes) {
    diagnostics.push_back(
        {.place = {.file = std::make_shared<const std::string>(name)}, .message = "the file is over 4 MiB"});
    return {};
  }
  std::string_view body = text;
  if (body.starts_with("\xEF\xBB\xBF")) {
    body.remove_prefix(3);
  }
  if (has_foreign_bytes(name, body, diagnostics)) {
    return {};
  }
  const SourceLines lines{name, body};
  auto node = parse(lines, body, diagnostics);
  if (node.place.file == nullptr) {
    node.place = lines.place(0, 0);
  }
  return node;
}

}  // namespace labcheck::load
