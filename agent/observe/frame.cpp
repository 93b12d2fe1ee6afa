#include "observe/frame.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace labcheck::observe {
namespace {

constexpr std::size_t longest_arguments = 48;
constexpr std::size_t kept_noise = 400;
constexpr unsigned long most_counted = std::numeric_limits<long>::max();

/// Decimal numbers apart by single blanks; nothing else.
std::optional<std::vector<long>> numbers(std::string_view text) {
  std::vector<long> found;
  while (!text.empty()) {
    if (text.front() != ' ') {
      return std::nullopt;
    }
    text.remove_prefix(1);
    unsigned long number = 0;  // unsigned, so that no "-0" is one
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || number > most_counted) {
      return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    found.push_back(static_cast<long>(number));
  }
  return found;
}

void keep_some(std::string& kept, std::string_view bytes, std::size_t most) {
  kept += bytes.substr(0, most - std::min(most, kept.size()));
}

}  // namespace

SectionReader::SectionReader(const BatchMarks& marks, std::size_t cap)
    : marks_{marks}, cap_{cap}, sections_(marks.probes.size()) {}

bool SectionReader::settled(std::size_t probe) const {
  return sections_[probe].ended || done_ || at_ > static_cast<int>(probe);
}

std::string_view SectionReader::next_announce() const {
  const auto next = static_cast<std::size_t>(at_ + 1);
  return next < marks_.probes.size() ? marks_.probes[next].announce : marks_.done;
}

void SectionReader::feed(std::string_view bytes) {
  std::string joined;
  if (!held_.empty()) {
    joined = std::move(held_);
    held_.clear();
    joined += bytes;
    bytes = joined;
  }
  while (!bytes.empty()) {
    const auto lead = std::min(bytes.find(mark_lead), bytes.size());
    emit(bytes.substr(0, lead));
    bytes.remove_prefix(lead);
    if (bytes.empty()) {
      return;
    }
    std::size_t length = 0;
    const auto found = take_mark(bytes, length);
    if (found == Match::more) {
      held_ = bytes;
      return;
    }
    if (found == Match::no) {
      emit(bytes.substr(0, 1));
      length = 1;
    }
    bytes.remove_prefix(length);
  }
}

SectionReader::Match SectionReader::match(std::string_view bytes, std::string_view token,
                                          std::string_view& arguments) const {
  const auto common = std::min(bytes.size(), token.size());
  if (bytes.substr(0, common) != token.substr(0, common)) {
    return Match::no;
  }
  if (bytes.size() <= token.size()) {
    return Match::more;
  }
  const auto rest = bytes.substr(token.size(), longest_arguments + 1);
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) {
    return rest.size() > longest_arguments ? Match::no : Match::more;
  }
  arguments = rest.substr(0, end);
  return Match::yes;
}

SectionReader::Match SectionReader::take_mark(std::string_view bytes, std::size_t& length) {
  const auto text = bytes.substr(1);
  std::string_view arguments;
  bool more = false;
  const auto is = [&](std::string_view token) {
    const auto found = token.empty() ? Match::no : match(text, token, arguments);
    length = 1 + token.size() + arguments.size() + 1;
    more = more || found == Match::more;
    return found == Match::yes && numbers(arguments).has_value();
  };
  if (!done_ && is(next_announce())) {
    announce(arguments);
    return Match::yes;
  }
  if (at_ >= 0 && !done_ && !sections_[static_cast<std::size_t>(at_)].ended) {
    const auto& probe = marks_.probes[static_cast<std::size_t>(at_)];
    if (is(probe.begin)) {
      begin_or_exit();
      return Match::yes;
    }
    if (is(probe.end)) {
      end(arguments);
      return Match::yes;
    }
  }
  if (is(marks_.stopped)) {
    stopped_ = true;
    return Match::yes;
  }
  return more ? Match::more : Match::no;
}

void SectionReader::announce(std::string_view arguments) {
  const auto found = numbers(arguments);
  if (at_ < 0 && found->size() == 2) {
    process_ = (*found)[0];
    group_ = (*found)[1];
  }
  ++at_;
  if (at_ == static_cast<int>(marks_.probes.size())) {
    done_ = true;
  } else {
    sections_[static_cast<std::size_t>(at_)].announced = true;
  }
}

void SectionReader::begin_or_exit() {
  auto& section = sections_[static_cast<std::size_t>(at_)];
  if (section.begun) {
    section.exited = true;
    section.exited_at = section.total;
  }
  section.begun = true;
}

void SectionReader::end(std::string_view arguments) {
  auto& section = sections_[static_cast<std::size_t>(at_)];
  const auto found = numbers(arguments);
  section.ended = true;
  section.exited = section.exited && section.exited_at == section.total;
  if (found->size() == 1 && found->front() <= 255) {
    section.status = static_cast<int>(found->front());
  }
}

void SectionReader::emit(std::string_view bytes) {
  if (at_ < 0) {
    noise_size_ += bytes.size();
    keep_some(noise_, bytes, kept_noise);
    return;
  }
  if (done_ || sections_[static_cast<std::size_t>(at_)].ended) {
    return;
  }
  auto& section = sections_[static_cast<std::size_t>(at_)];
  if (!section.begun) {
    keep_some(section.noise, bytes, kept_noise);
    return;
  }
  section.total += bytes.size();
  keep_some(section.bytes, bytes, cap_);
}

bool FrameReader::complete(std::size_t probe) const {
  const auto& one = out().sections()[probe];
  const auto& other = err().sections()[probe];
  return one.begun && one.ended && other.begun && other.ended && one.status && one.status == other.status;
}

}  // namespace labcheck::observe
