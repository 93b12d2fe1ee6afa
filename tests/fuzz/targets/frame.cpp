#include "observe/frame.hpp"

#include <fmt/format.h>

#include "input.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

constexpr std::size_t cap = 64;

/// Short marks, so that the fuzzer can forge them: a real batch draws 128 random bits for each.
const observe::BatchMarks& marks() {
  static const auto made = [] {
    observe::BatchMarks some;
    for (const auto* name : {"0", "1"}) {
      some.probes.push_back(
          {.announce = fmt::format("a{}", name), .begin = fmt::format("b{}", name), .end = fmt::format("e{}", name)});
    }
    some.stopped = "s";
    some.done = "d";
    return some;
  }();
  return made;
}

bool same(const observe::Section& one, const observe::Section& other) {
  return one.announced == other.announced && one.begun == other.begun && one.ended == other.ended &&
         one.status == other.status && one.bytes == other.bytes && one.total == other.total &&
         one.exited == other.exited && one.noise == other.noise;
}

/// Where a mark stands behind a place, with the place behind it; npos when it does not.
std::size_t behind_mark(std::string_view stream, const std::string& token, std::size_t from) {
  for (auto at = stream.find("\036" + token, from); at != std::string_view::npos;
       at = stream.find("\036" + token, at + 1)) {
    const auto end = stream.find('\n', at);
    const auto arguments =
        end == std::string_view::npos ? "x" : stream.substr(at + 1 + token.size(), end - at - 1 - token.size());
    if (arguments.find_first_not_of(" 0123456789") == std::string_view::npos) {
      return end + 1;
    }
  }
  return std::string_view::npos;
}

/// A stream whose probe is begun and ended holds its marks, in order.
void check_marks(std::string_view stream, std::size_t probe) {
  const auto& tokens = marks().probes[probe];
  std::size_t at = 0;
  for (const auto* token : {&tokens.announce, &tokens.begin, &tokens.end}) {
    at = behind_mark(stream, *token, at);
    LABCHECK_HOLDS(at != std::string_view::npos, "an answer counts without the mark " + *token);
  }
}

}  // namespace

/// First byte: how big the pieces are. Both streams follow, apart by 0xff.
void frame(std::string_view bytes) {
  Input input{bytes};
  const std::size_t step = 1 + input.below(16);
  const std::string_view streams[] = {input.until('\xff'), input.rest()};
  observe::FrameReader whole{marks(), cap};
  observe::FrameReader pieces{marks(), cap};
  for (const bool err : {false, true}) {
    const auto stream = streams[err ? 1 : 0];
    whole.feed(err, stream);
    for (std::size_t at = 0; at < stream.size(); at += step) {
      pieces.feed(err, stream.substr(at, step));
    }
  }
  for (std::size_t probe = 0; probe < marks().probes.size(); ++probe) {
    for (const auto* reader : {&whole, &pieces}) {
      const auto& section = reader->out().sections()[probe];
      LABCHECK_HOLDS(section.bytes.size() <= cap && section.noise.size() <= 400, "more was kept than the bound");
      LABCHECK_HOLDS(!section.begun || section.announced, "begun without being announced");
    }
    LABCHECK_HOLDS(same(whole.out().sections()[probe], pieces.out().sections()[probe]) &&
                       same(whole.err().sections()[probe], pieces.err().sections()[probe]),
                   "pieces are read otherwise than the whole");
    LABCHECK_HOLDS(whole.complete(probe) == pieces.complete(probe) && whole.settled(probe) == pieces.settled(probe),
                   "pieces settle otherwise than the whole");
    if (whole.complete(probe)) {
      check_marks(streams[0], probe);
      check_marks(streams[1], probe);
    }
  }
}

}  // namespace labcheck::fuzz
