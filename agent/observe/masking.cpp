#include "observe/masking.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "observe/spellings.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t shortest_secret = 4;
/// A piece of a secret is masked when it is that long and of letters and digits mixed: words and addresses, which
/// people make secrets of, stand in innocent answers too.
constexpr std::size_t shortest_piece = 12;
constexpr std::size_t anchor_size = 4;
constexpr std::size_t piece_step = shortest_piece - anchor_size;  ///< so every piece holds a whole anchor
constexpr std::size_t shortest_over_lines = 8;
constexpr std::size_t shortest_in_number = 6;
constexpr std::string_view cut_mark = "…";

std::uint32_t key_of(const char* bytes) {
  std::uint32_t key = 0;
  std::memcpy(&key, bytes, sizeof key);
  return key;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool is_mixed(std::string_view piece) {
  return std::any_of(piece.begin(), piece.end(), is_digit) && std::any_of(piece.begin(), piece.end(), is_letter);
}

}  // namespace

/// A text without its line ends, and where they were: tools wrap base64, terminals wrap anything.
struct Masker::Squeezed {
  struct Break {
    std::size_t at{0};    ///< place in the squeezed text
    std::size_t gone{0};  ///< bytes left out up to there
  };

  explicit Squeezed(std::string_view whole) {
    text.reserve(whole.size());
    for (const char letter : whole) {
      if (letter != '\n' && letter != '\r') {
        text += letter;
      } else if (!breaks.empty() && breaks.back().at == text.size()) {
        ++breaks.back().gone;
      } else {
        breaks.push_back({.at = text.size(), .gone = breaks.empty() ? 1 : breaks.back().gone + 1});
      }
    }
  }

  /// The place in the whole text of a byte of this one.
  std::size_t original(std::size_t at) const {
    const auto next = std::upper_bound(breaks.begin(), breaks.end(), at,
                                       [](std::size_t place, const Break& each) { return place < each.at; });
    return next == breaks.begin() ? at : at + std::prev(next)->gone;
  }

  std::string text{};
  std::vector<Break> breaks{};
};

bool Masker::add(const Secret& secret) {
  const Squeezed squeezed{secret.reveal()};
  if (squeezed.text.size() < shortest_secret) {
    return false;
  }
  short_over_lines_ = short_over_lines_ || (squeezed.text.size() < shortest_over_lines && !squeezed.breaks.empty());
  for (const auto& spelling : spellings_of(secret.reveal())) {
    auto text = Squeezed{spelling}.text;
    if (text.size() < anchor_size || known(text)) {
      continue;
    }
    const auto number = static_cast<std::uint32_t>(spellings_.size());
    spellings_.push_back(std::move(text));
    const auto size = spellings_.back().size();
    for (std::size_t offset = 0; offset == 0 || offset + anchor_size <= size; offset += piece_step) {
      anchor(number, static_cast<std::uint32_t>(offset));
    }
  }
  return true;
}

bool Masker::known(const std::string& spelling) const {
  const auto found = anchors_.find(key_of(spelling.data()));
  return found != anchors_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Anchor& each) {
           return each.offset == 0 && spellings_[each.spelling] == spelling;
         });
}

void Masker::anchor(std::uint32_t spelling, std::uint32_t offset) {
  const auto key = key_of(spellings_[spelling].data() + offset);
  anchors_[key].push_back({.spelling = spelling, .offset = offset});
  seen_[key & 0xFFFFU] = true;
}

/// Whether a range of a text is one to mask. Of one that goes on over a line's end more must stand there.
bool Masker::counts(const Squeezed& squeezed, const Range& range) const {
  const auto size = range.end - range.begin;
  return short_over_lines_ || size >= shortest_over_lines ||
         squeezed.original(range.end - 1) - squeezed.original(range.begin) < size;
}

/// The longest secret, or else the longest piece of one, at a place of a text; nothing before `from` is taken.
Masker::Range Masker::match(const Squeezed& squeezed, std::size_t at, std::size_t from) const {
  const std::string_view text = squeezed.text;
  const auto key = key_of(text.data() + at);
  Range whole{at, at};
  Range piece{at, at};
  const auto found = seen_[key & 0xFFFFU] ? anchors_.find(key) : anchors_.end();
  if (found == anchors_.end()) {
    return whole;
  }
  for (const auto& anchor : found->second) {
    const std::string_view spelling = spellings_[anchor.spelling];
    const auto ahead = std::mismatch(spelling.begin() + anchor.offset, spelling.end(), text.begin() + at, text.end());
    const auto end = static_cast<std::size_t>(ahead.second - text.begin());
    std::size_t back = 0;
    while (back < anchor.offset && at - back > from && spelling[anchor.offset - back - 1] == text[at - back - 1]) {
      ++back;
    }
    const auto size = end - at + back;
    const Range range{at - back, end};
    if (size == spelling.size() && size > whole.end - whole.begin && counts(squeezed, range)) {
      whole = range;
    } else if (size >= shortest_piece && size > piece.end - piece.begin && is_mixed(text.substr(at - back, size))) {
      piece = range;
    }
  }
  return whole.end > whole.begin ? whole : piece;
}

std::vector<Masker::Range> Masker::find(const Squeezed& squeezed) const {
  std::vector<Range> ranges;
  std::size_t from = 0;
  for (std::size_t at = 0; at + anchor_size <= squeezed.text.size();) {
    const auto range = match(squeezed, at, from);
    if (range.end > range.begin) {
      ranges.push_back(range);
      at = range.end;
      from = at;
    } else {
      ++at;
    }
  }
  return ranges;
}

std::string Masker::mask(std::string_view text) const {
  const Squeezed squeezed{text};
  std::string masked;
  std::size_t done = 0;
  for (const auto& range : spellings_.empty() ? std::vector<Range>{} : find(squeezed)) {
    const auto begin = squeezed.original(range.begin);
    masked += text.substr(done, begin - done);
    masked += secret_mask;
    done = squeezed.original(range.end - 1) + 1;
  }
  masked += text.substr(done);
  return masked.ends_with(cut_mark)
             ? mask_end(masked.substr(0, masked.size() - cut_mark.size())) + std::string{cut_mark}
             : masked;
}

/// How much of a text's end is the beginning of a secret.
std::size_t Masker::cut_off(std::string_view text) const {
  std::size_t longest = 0;
  for (const auto& spelling : spellings_) {
    for (auto size = std::min(spelling.size() - 1, text.size()); size >= shortest_secret && size > longest; --size) {
      if (text.ends_with(std::string_view{spelling}.substr(0, size))) {
        longest = size;
      }
    }
  }
  return longest;
}

/// Of a text that was cut off, maybe in the middle of a secret.
std::string Masker::mask_end(std::string text) const {
  if (const auto size = cut_off(text); size > 0) {
    text.replace(text.size() - size, size, secret_mask);
  }
  return text;
}

void Masker::mask(Value& value) const {
  if (value.is_string()) {
    value = mask(value.get_ref<const std::string&>());
  } else if (value.is_number()) {
    // A secret of digits may have been read as a number, or as a part of one; short ones would hide ports and counts.
    const auto text = value.dump();
    auto masked = mask(text);
    if (masked != text && text.size() + secret_mask.size() >= masked.size() + shortest_in_number) {
      value = std::move(masked);
    }
  } else if (value.is_array()) {
    for (auto& element : value) {
      mask(element);
    }
  } else if (value.is_object()) {
    Value masked = Value::object();
    for (auto& [key, member] : value.items()) {
      mask(member);
      masked[mask(key)] = std::move(member);
    }
    value = std::move(masked);
  }
}

void Masker::mask(Answer& answer) const {
  answer.out = mask(answer.out);
  answer.err = mask(answer.err);
  answer.message = mask(answer.message);
  mask(answer.reply);
  if (answer.ending == Ending::truncated) {
    answer.out = mask_end(std::move(answer.out));
    answer.err = mask_end(std::move(answer.err));
  }
}

}  // namespace labcheck::observe
