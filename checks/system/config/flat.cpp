#include "flat.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

namespace labcheck::checks {
namespace {

class FlatReader {
 public:
  FlatReader(const ConfigFiles& files, const FlatStyle& style) : files_{files}, style_{style} {}

  Parsed<std::vector<Setting>> read() {
    for (const auto& file : files_.files) {
      // What is included is read where it is included.
      if (!is("mysql") || &file == &files_.files.front()) {
        section_.clear();
        if (auto problem = read_file(file, 0)) {
          return tl::unexpected<ConfigProblem>(*std::move(problem));
        }
      }
    }
    return std::move(settings_);
  }

 private:
  using Trouble = std::optional<ConfigProblem>;

  bool is(std::string_view format) const { return style_.format == format; }
  bool has_sections() const { return is("ini") || is("mysql") || is("git") || is("systemd"); }
  Trouble trouble(std::string what) const {
    return ConfigProblem{.file = file_->path, .line = line_, .what = std::move(what)};
  }

  Trouble read_file(const ConfigFile& file, int depth) {
    constexpr int most_depth = 10;
    if (depth > most_depth) {
      return ConfigProblem{.file = file.path, .what = "files include one another"};
    }
    const auto lines = lines_of(file.text);
    for (std::size_t at = 0; at < lines.size(); ++at) {
      file_ = &file;
      line_ = at + 1;
      const auto line = has_continuations() ? whole_line(lines, at) : lines[at];
      if (auto problem = read_line(line, depth)) {
        return problem;
      }
    }
    return {};
  }

  bool has_continuations() const { return is("systemd") || is("git") || is("properties"); }

  static bool is_remark(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

  static bool ends_open(std::string_view piece) {
    return (piece.size() - std::min(piece.size(), piece.find_last_not_of('\\') + 1)) % 2 == 1;
  }

  /// With what continues it; `at` is left at the last of these lines. Looks at each piece once: a host writes the file.
  std::string whole_line(const std::vector<std::string>& lines, std::size_t& at) const {
    std::string line = lines[at];
    line.erase(0, std::min(line.size(), line.find_first_not_of(" \t\r\f\v")));
    for (bool open = ends_open(line); open && !is_remark(line) && at + 1 < lines.size();) {
      line.pop_back();
      const auto next = trimmed(lines[++at]);
      const bool skipped = is("systemd") && is_remark(next);
      open = skipped || ends_open(next);
      line += skipped ? "\\" : (is("systemd") && !line.empty() ? " " : "") + std::string{next};
    }
    return line;
  }

  Trouble read_line(const std::string& line, int depth) {
    const auto text = trimmed(line);
    const bool marks = text.starts_with('#') || (text.starts_with(';') && (has_sections() || is("keyvalue"))) ||
                       (text.starts_with('!') && is("properties"));
    if (text.empty() || marks) {
      return {};
    }
    if (is("mysql") && text.starts_with('!')) {
      return include(text.substr(1), depth);
    }
    if (has_sections() && text.front() == '[') {
      return open_section(text);
    }
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if (is("ini") && indented && text.find_first_of("=:") == std::string_view::npos && !settings_.empty() &&
        settings_.back().file == file_->path) {
      settings_.back().value += '\n' + std::string{text};
      return {};
    }
    return assign(text);
  }

  Trouble include(std::string_view directive, int depth) {
    const auto found = files_.includes.find(std::string{trimmed_middle(directive)});
    if (found == files_.includes.end()) {
      auto problem = trouble(fmt::format("'!{}' can't be followed by labcheck", excerpt(directive)));
      problem->ours = true;
      return problem;
    }
    if (found->second.empty() && !directive.starts_with("includedir")) {
      return trouble(fmt::format("'!{}': there is no such file", excerpt(directive)));
    }
    for (const auto& path : found->second) {
      if (const auto* file = files_.find(path)) {
        const auto* outer = file_;
        section_.clear();
        if (auto problem = read_file(*file, depth + 1)) {
          return problem;
        }
        file_ = outer;
      }
    }
    section_.clear();
    return {};
  }

  /// The directive's word and its path with one blank between them, as the script sends it.
  static std::string trimmed_middle(std::string_view directive) {
    const auto blank = directive.find_first_of(" \t");
    return blank == std::string_view::npos
               ? std::string{directive}
               : std::string{directive.substr(0, blank + 1)}.append(trimmed(directive.substr(blank)));
  }

  Trouble open_section(std::string_view text) {
    const auto end = is("git") ? text.rfind(']') : text.find(']');
    if (end == std::string_view::npos) {
      return trouble(fmt::format("'{}' is a section without its ']'", excerpt(text)));
    }
    section_ = as_section(trimmed(text.substr(1, end - 1)), style_);
    const auto rest = trimmed(text.substr(end + 1));
    if (rest.empty() || rest.starts_with('#') || rest.starts_with(';')) {
      return {};
    }
    return is("git") ? assign(rest) : trouble(fmt::format("'{}' stands behind a section's ']'", excerpt(rest)));
  }

  Trouble assign(std::string_view text) {
    if (is("shell") && text.starts_with("export ")) {
      text = trimmed(text.substr(7));
    }
    const auto separator = text.find_first_of(is("ini") ? "=:" : is("keyvalue") || is("properties") ? "=: \t" : "=");
    const auto key = trimmed(text.substr(0, separator));
    if (key.empty()) {
      return trouble(fmt::format("'{}' has no key", excerpt(text)));
    }
    const bool bare = separator == std::string_view::npos;
    if (bare && (is("systemd") || is("shell"))) {
      return trouble(fmt::format("'{}' is no assignment", excerpt(text)));
    }
    if (is("shell") && key.find_first_of(" \t") != std::string_view::npos) {
      return trouble(fmt::format("'{}' is no assignment", excerpt(text)));
    }
    if (is("systemd") && section_.empty()) {
      return trouble("an assignment stands before any section");
    }
    auto value = bare ? std::string_view{} : trimmed(text.substr(separator));
    // "listen :8080" has a value that begins with a colon.
    if (!bare &&
        (value.starts_with('=') || (value.starts_with(':') && (text[separator] == ':' || value.starts_with(": "))))) {
      value = trimmed(value.substr(1));
    }
    const auto plain = unquoted(without_comment(value), style_.format);
    if (!plain) {
      return trouble(
          fmt::format("the value of '{}' has a quote that isn't closed, or more than one word", excerpt(key)));
    }
    set(as_key(key, style_), bare && is("git") ? "true" : *plain, bare);
    return {};
  }

  void set(const std::string& key, const std::string& value, bool bare) {
    if (is("systemd") && value.empty() && !bare) {  // takes back what was said before
      std::erase_if(settings_, [&](const Setting& one) { return one.section == section_ && one.key == key; });
      return;
    }
    settings_.push_back({section_, key, value, valid_utf8(file_->path)});
  }

  /// What stands before a comment that begins outside quotes, behind a blank (in git's files anywhere).
  std::string_view without_comment(std::string_view value) const {
    const std::string marks = is("git") ? "#;" : is("mysql") || is("shell") ? "#" : style_.comment;
    char quote = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
      const char letter = value[at];
      if (letter == '\\' && quote != '\'') {
        ++at;
      } else if (quote != 0) {
        quote = letter == quote ? '\0' : quote;
      } else if (letter == '"' || (letter == '\'' && !is("git"))) {
        quote = letter;
      } else if (marks.find(letter) != std::string::npos &&
                 (is("git") || at == 0 || value[at - 1] == ' ' || value[at - 1] == '\t')) {
        return trimmed(value.substr(0, at));
      }
    }
    return value;
  }

  const ConfigFiles& files_;
  const FlatStyle& style_;
  std::vector<Setting> settings_{};
  std::string section_{};
  const ConfigFile* file_{nullptr};
  std::size_t line_{0};
};

}  // namespace

std::string as_section(std::string_view name, const FlatStyle& style) {
  if (style.format == "git") {  // [branch "main"] is branch.main, and of that only the first part has no case
    const auto quote = name.find('"');
    if (quote != std::string_view::npos) {
      const auto inner = unquoted(name.substr(quote), "git");
      return lower_case(trimmed(name.substr(0, quote))) + '.' + inner.value_or(std::string{name.substr(quote)});
    }
    const auto dot = name.find('.');
    return lower_case(name.substr(0, dot)) + std::string{dot == std::string_view::npos ? "" : name.substr(dot)};
  }
  return style.ignore_case ? lower_case(name) : std::string{name};
}

std::string as_key(std::string_view name, const FlatStyle& style) {
  auto key = style.ignore_case || style.format == "git" ? lower_case(name) : std::string{name};
  if (style.format == "mysql") {
    std::replace(key.begin(), key.end(), '_', '-');
  }
  return key;
}

Parsed<std::vector<Setting>> read_flat(const ConfigFiles& files, const FlatStyle& style) {
  return FlatReader{files, style}.read();
}

}  // namespace labcheck::checks
