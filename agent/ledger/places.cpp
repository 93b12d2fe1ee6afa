#include "ledger/places.hpp"

#include <fmt/format.h>

#include "ledger/chain.hpp"

namespace labcheck::ledger {

namespace {

/// Looking for moved records costs the square of what does not fit; above this only neighbours are looked at.
constexpr std::size_t most_strays = 200;

class Walk {
 public:
  explicit Walk(const std::vector<Row>& rows) : rows_{rows} { places_.before.resize(rows.size()); }

  Places run() {
    find_strays();
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      const auto seq = rows_[at].entry.seq;
      if (seq < 1) {
        found(seq, seq, "added");
        continue;
      }
      cross_gap(seq);
      places_.before[at] = chain_;
      look_at(at);
      ++expected_;
    }
    return std::move(places_);
  }

 private:
  void found(std::int64_t first, std::int64_t last, std::string what) {
    places_.findings.push_back({.first = first, .last = last, .what = std::move(what)});
  }

  bool fits(std::string_view previous, std::size_t at, std::int64_t seq) const {
    return chain_value(previous, rows_[at], seq) == rows_[at].chain;
  }

  /// Rows that don't fit the one before them in the file: only these can stand in a wrong place.
  void find_strays() {
    const auto start = chain_start();
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (!fits(at == 0 ? start : rows_[at - 1].chain, at, rows_[at].entry.seq)) {
        strays_.push_back(at);
      }
    }
  }

  /// The row that was recorded as number `expected_`, when it stands elsewhere.
  std::optional<std::size_t> moved_from_here(std::size_t near) const {
    for (const auto at : strays_) {
      const bool neighbour = at + 1 >= near && at <= near + 1;
      if (rows_[at].entry.seq != expected_ && (neighbour || strays_.size() <= most_strays) &&
          fits(*chain_, at, expected_)) {
        return at;
      }
    }
    return std::nullopt;
  }

  bool take_moved(std::size_t near) {
    const auto moved = chain_ ? moved_from_here(near) : std::nullopt;
    if (moved) {
      found(expected_, expected_, fmt::format("moved: it stands as number {}", rows_[*moved].entry.seq));
      chain_ = rows_[*moved].chain;
      last_moved_ = *moved;
    }
    return moved.has_value();
  }

  /// Steps over the numbers up to `seq` that no row has.
  void cross_gap(std::int64_t seq) {
    while (expected_ < seq) {
      if (!take_moved(rows_.size())) {
        found(expected_, seq - 1, "missing");
        chain_.reset();
        expected_ = seq;
        return;
      }
      ++expected_;
    }
  }

  void look_at(std::size_t at) {
    const auto& row = rows_[at];
    if (!chain_) {
      found(expected_, expected_, "cannot be checked without the record before it");
      chain_ = row.chain;
    } else if (fits(*chain_, at, expected_)) {
      chain_ = row.chain;
    } else if (take_moved(at)) {
      places_.before[at].reset();  // not what this row was made with
    } else {
      look_at_changed(at);
    }
  }

  /// Goes on from the chain value that the next record was made with, be it the stored one or the computed one.
  void look_at_changed(std::size_t at) {
    const auto& row = rows_[at];
    auto computed = chain_value(*chain_, row, expected_);
    const bool has_next = at + 1 < rows_.size() && rows_[at + 1].entry.seq == expected_ + 1;
    if (has_next && !fits(row.chain, at + 1, expected_ + 1) && fits(computed, at + 1, expected_ + 1)) {
      found(expected_, expected_, "its chain value was changed");
      chain_ = std::move(computed);
      return;
    }
    if (last_moved_ == at) {
      places_.before[at].reset();
      found(expected_, expected_, "added: what stands here was recorded under another number");
      return;
    }
    found(expected_, expected_, "changed");
    chain_ = row.chain;
  }

  const std::vector<Row>& rows_;
  std::vector<std::size_t> strays_{};
  Places places_{};
  std::optional<std::string> chain_{chain_start()};
  std::int64_t expected_{1};
  std::optional<std::size_t> last_moved_{};
};

}  // namespace

Places look_at_places(const std::vector<Row>& rows) {
  return Walk{rows}.run();
}

}  // namespace labcheck::ledger
