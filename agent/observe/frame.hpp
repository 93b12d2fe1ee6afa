#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/batch.hpp"

namespace labcheck::observe {

/// What came back of one probe on one stream.
struct Section {
  bool announced{false};
  bool begun{false};
  bool ended{false};
  std::optional<int> status{};
  std::string bytes{};       ///< up to the cap
  std::size_t total{0};      ///< with what was dropped beyond it
  std::size_t exited_at{0};  ///< how much had come when the probe's shell said that it exits
  bool exited{false};
  std::string noise{};  ///< announced but not begun: what the shell said instead (the first of it)
};

/// Reads one stream of a batch, piece by piece: linear time, bounded memory. Only the marks that may come next count;
/// everything else inside a frame is the probe's, outside of one it is noise.
class SectionReader {
 public:
  SectionReader(const BatchMarks& marks, std::size_t cap);
  void feed(std::string_view bytes);

  const std::vector<Section>& sections() const { return sections_; }
  bool started() const { return at_ >= 0; }
  bool done() const { return done_; }
  bool stopped() const { return stopped_; }
  long process() const { return process_; }
  long group() const { return group_; }
  const std::string& noise() const { return noise_; }  ///< before the batch started (the first of it)
  std::size_t noise_size() const { return noise_size_; }
  /// Whether nothing more can come of a probe: its section ended, or the batch went on without.
  bool settled(std::size_t probe) const;

 private:
  enum class Match { no, more, yes };
  Match match(std::string_view bytes, std::string_view token, std::string_view& arguments) const;
  Match take_mark(std::string_view bytes, std::size_t& length);
  void begin_or_exit();
  void announce(std::string_view arguments);
  void end(std::string_view arguments);
  void emit(std::string_view bytes);
  std::string_view next_announce() const;

  const BatchMarks& marks_;
  std::size_t cap_;
  std::vector<Section> sections_;
  std::string held_{};  ///< what may be the start of a mark
  int at_{-1};
  bool done_{false};
  bool stopped_{false};
  long process_{0};
  long group_{0};
  std::string noise_{};
  std::size_t noise_size_{0};
};

/// Both streams of a batch together.
class FrameReader {
 public:
  FrameReader(const BatchMarks& marks, std::size_t cap)
      : streams_{SectionReader{marks, cap}, SectionReader{marks, cap}} {}
  void feed(bool err, std::string_view bytes) { streams_[err ? 1 : 0].feed(bytes); }

  const SectionReader& out() const { return streams_[0]; }
  const SectionReader& err() const { return streams_[1]; }
  bool started() const { return out().started(); }
  bool done() const { return out().done() && err().done(); }
  bool announced(std::size_t probe) const { return out().sections()[probe].announced; }
  bool settled(std::size_t probe) const { return out().settled(probe) && err().settled(probe); }
  /// A whole frame came: begun and ended on both streams, with one and the same status.
  bool complete(std::size_t probe) const;

 private:
  std::array<SectionReader, 2> streams_;
};

}  // namespace labcheck::observe
