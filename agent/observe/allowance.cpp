#include "observe/allowance.hpp"

#include <string>

#include <fmt/format.h>

namespace labcheck::observe {
namespace {

constexpr std::size_t small = 16 * 1024;

std::size_t size_of(const Value& value) {
  std::size_t size = sizeof(Value);
  if (value.is_string()) {
    size += value.get_ref<const std::string&>().size();
  } else if (value.is_structured()) {
    for (const auto& [key, inner] : value.items()) {
      size += (value.is_object() ? key.size() : 0) + size_of(inner);
    }
  }
  return size;
}

}  // namespace

void Allowance::charge(Answer& answer) {
  const auto size = answer.out.size() + answer.err.size() + size_of(answer.reply);
  if (size > small && taken_ + size > most_) {
    answer.ending = Ending::truncated;
    answer.message = fmt::format("the answers of this candidate's hosts are more than {} MiB in all", most_ >> 20);
    answer.status.reset();
    answer.out.clear();
    answer.err.clear();
    answer.out.shrink_to_fit();
    answer.err.shrink_to_fit();
    answer.reply = nullptr;
    return;
  }
  taken_ += size;
}

}  // namespace labcheck::observe
