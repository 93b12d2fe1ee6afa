#include "path_facts.hpp"

#include <charconv>
#include <string>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

// The kind of file that the kernel's mode word (st_mode) says.
Result<std::string> file_type(std::int64_t raw) {
  switch (raw >> 12) {
    case 1:
      return std::string{"fifo"};
    case 2:
      return std::string{"character"};
    case 4:
      return std::string{"directory"};
    case 6:
      return std::string{"block"};
    case 8:
      return std::string{"file"};
    case 12:
      return std::string{"socket"};
    default:
      return unreadable(fmt::format("the host says that the file's mode is {:x}", raw));
  }
}

}  // namespace

Result<Value> read_properties(const Fields& fields) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(const auto spelt, fields.word("raw"));
  std::int64_t raw = 0;
  const auto [end, problem] = std::from_chars(spelt.data(), spelt.data() + spelt.size(), raw, 16);
  if (problem != std::errc{} || end != spelt.data() + spelt.size() || raw < 0 || raw > 0xFFFF) {
    return unreadable(fmt::format("'raw' in the host's answer is '{}', no mode", excerpt(spelt)));
  }
  LABCHECK_TRY_ASSIGN(facts["type"], file_type(raw));
  facts["mode"] = fmt::format("{:04o}", raw & 07777);
  LABCHECK_TRY_ASSIGN(facts["size"], fields.integer("size"));
  for (const auto& [name, number] : {std::pair{"owner", "uid"}, std::pair{"group", "gid"}}) {
    LABCHECK_TRY_ASSIGN(const auto known_as, fields.word(name));
    LABCHECK_TRY_ASSIGN(const auto id, fields.integer(number));
    facts[name] = known_as.empty() || known_as == "UNKNOWN" ? std::to_string(id) : valid_utf8(known_as);
  }
  return facts;
}

}  // namespace labcheck::checks
