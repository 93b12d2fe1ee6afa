#include <algorithm>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "nested.hpp"

namespace labcheck::checks {
namespace {

/// Takes no notice of anything but where the text stops being JSON.
struct Stumble : nlohmann::json_sax<Value> {
  std::size_t place{0};
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    place = position;
    return false;
  }
};

}  // namespace

Parsed<Value> read_json_file(const ConfigFile& file) {
  if (auto value = read_json(file.text)) {
    return *std::move(value);
  }
  Stumble stumble;
  if (Value::sax_parse(file.text, &stumble)) {
    return malformed(file.path, 0, "it nests deeper than 100 levels");
  }
  const auto end = file.text.begin() + static_cast<std::ptrdiff_t>(std::min(stumble.place, file.text.size()));
  return malformed(file.path, static_cast<std::size_t>(std::count(file.text.begin(), end, '\n')) + 1, "it is no JSON");
}

}  // namespace labcheck::checks
