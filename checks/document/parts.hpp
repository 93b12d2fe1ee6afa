#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// What is inside a zip archive, within limits: names of all entries, contents of those that are XML or plain text.
struct Package {
  std::map<std::string, std::string, std::less<>> parts{};
  std::size_t entries{0};
  const std::string* part(std::string_view name) const;
};

/// The archive; in words what is wrong with it.
tl::expected<Package, std::string> read_package(std::string_view bytes);

/// Data that was deflated without any wrapping. Nothing when it is damaged or grows beyond 16 MiB.
std::optional<std::string> inflated(std::string_view bytes);

/// A document's facts beside exists, size and type; in words what is wrong with it.
using DocumentFacts = tl::expected<Value, std::string>;

DocumentFacts read_docx(const Package& package, std::string_view main_part);
DocumentFacts read_odt(const Package& package);
DocumentFacts read_pdf(std::string_view bytes);
DocumentFacts read_diagram(std::string_view bytes);

/// What documents gather while they are read.
struct Gathered {
  std::string text{};
  Value headings = Value::array();
  Value tables = Value::array();
  int images{0};
  Value facts() const;
};

}  // namespace labcheck::checks
