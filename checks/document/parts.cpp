#include "parts.hpp"

namespace labcheck::checks {

const std::string* Package::part(std::string_view name) const {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : &found->second;
}

Value Gathered::facts() const {
  return {{"text", text}, {"headings", headings}, {"tables", tables}, {"images", images}};
}

}  // namespace labcheck::checks
