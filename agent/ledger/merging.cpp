#include "ledger/merging.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ledger/chain.hpp"
#include "ledger/merge_pieces.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {
namespace {

using Rows = std::vector<const Row*>;

/// Which attempt at a candidate a row is of: draws count them.
int attempt_at(const Rows& rows, std::size_t at) {
  std::map<std::string, int> draws;
  int attempt = 1;
  for (std::size_t each = 0; each <= at; ++each) {
    if (rows[each]->entry.kind == kind::draw) {
      const auto body = Value::parse(rows[each]->body, nullptr, false);
      attempt = std::max(attempt, ++draws[body.is_object() ? dump(body.value("scenario", Value{})) : ""]);
    }
  }
  return attempt;
}

/// The first row in which two candidates' records differ; the size of the shorter when that is the beginning of the
/// longer. Salts make equal contents those of one and the same record.
std::size_t first_difference(const Rows& one, const Rows& other) {
  std::size_t at = 0;
  while (at < std::min(one.size(), other.size()) && content_of(*one[at]) == content_of(*other[at])) {
    ++at;
  }
  return at;
}

class Merger {
 public:
  explicit Merger(std::vector<Piece> pieces) : pieces_{std::move(pieces)} {}

  Result<Merge> run() {
    look_for_differences();
    choose();
    if (!problems_.empty()) {
      return failed(ErrorKind::invalid, fmt::format("{}", fmt::join(problems_, "\n")));
    }
    leave_out();
    describe();
    add_plan();
    add_asked();
    tell_missing();
    return std::move(merge_);
  }

 private:
  const std::string& name(std::size_t piece) const { return pieces_[piece].source->name; }

  void look_for_differences() {
    for (std::size_t at = 1; at < pieces_.size(); ++at) {
      const auto found = differences(pieces_.front(), pieces_[at]);
      problems_.insert(problems_.end(), found.begin(), found.end());
    }
    std::map<std::string, std::size_t> first;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      for (const auto& [candidate, row] : pieces_[at].roster) {
        const auto known = first.emplace(candidate, at).first->second;
        const auto what = difference_in_roster(*pieces_[known].roster.at(candidate), *row);
        if (!what.empty()) {
          problems_.push_back(
              fmt::format("'{}' does not belong to '{}': it has another entry of candidate '{}' in its roster ({})",
                          name(at), name(known), candidate, what));
        }
      }
    }
  }

  /// Each candidate is taken of one source: of several, of the one that holds all that the others do.
  void choose() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      for (const auto& [candidate, rows] : pieces_[at].asked) {
        const auto [known, is_new] = chosen_.emplace(candidate, at);
        if (is_new) {
          continue;
        }
        const auto& others = pieces_[known->second].asked.at(candidate);
        const auto differs = first_difference(others, rows);
        if (differs < std::min(others.size(), rows.size())) {
          problems_.push_back(fmt::format(
              "contradiction: candidate '{}', attempt {}: '{}' and '{}' hold different records ({} {} and {}); leave "
              "one of them out",
              candidate, attempt_at(rows, differs), name(known->second), name(at), rows[differs]->entry.kind,
              others[differs]->entry.seq, rows[differs]->entry.seq));
        } else if (rows.size() > others.size()) {
          known->second = at;
        }
      }
    }
  }

  void leave_out() {
    std::set<std::size_t> used;
    for (const auto& [candidate, piece] : chosen_) {
      used.insert(piece);
      ++pieces_[piece].part.candidates;
    }
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (used.contains(at)) {
        used_.push_back(at);
      } else {
        merge_.notes.push_back(fmt::format("'{}' is left out: all that it holds stands in the others", name(at)));
      }
    }
  }

  /// The run as a whole. Its id says what it was made of, in whatever order that was given.
  void describe() {
    auto& run = merge_.run;
    const auto& first = pieces_[used_.front()].record.run;
    run = {.started = first.started, .at = first.at, .version = first.version};
    run.exam = first.exam;
    run.unqualified_because = first.unqualified_because;
    run.qualifications = first.qualifications;
    auto digest = chain_start();
    for (const auto at : used_) {
      const auto& piece = pieces_[at];
      const auto& own = piece.record.run;
      run.started = std::min(run.started, own.started);
      run.ended = std::max(run.ended, own.ended);
      run.interrupted = run.interrupted || own.interrupted;
      run.deadline = std::max(run.deadline, own.deadline);
      run.at = run.at == own.at ? run.at : std::nullopt;
      run.parts.push_back(piece.part);
      digest = chain_next(digest, piece.source->rows.back().chain);
      if (own.interrupted) {
        merge_.notes.push_back(fmt::format("the run of '{}' did not come to its end", name(at)));
      }
    }
    run.id = hex(digest.substr(0, 8));
  }

  /// The texts and the selection are the same everywhere; rosters are joined.
  void add_plan() {
    const auto& first = pieces_[used_.front()];
    for (const auto& row : first.source->rows) {
      if (row.entry.kind == kind::source || row.entry.kind == kind::selection) {
        add(row);
      }
    }
    std::set<std::string> known;
    std::set<std::string> confidential;
    for (const auto at : used_) {
      for (const auto& row : pieces_[at].source->rows) {
        const bool joined = row.entry.kind == kind::jump || row.entry.kind == kind::roster_source;
        if (row.entry.kind == kind::roster && known.insert(row.entry.candidate).second) {
          const auto graded = chosen_.find(row.entry.candidate);
          add(graded == chosen_.end() ? row : roster_row(graded->second, row));
        } else if (joined && confidential.insert(row.body + row.entry.payload).second) {
          add(row);
        }
      }
    }
  }

  const Row& roster_row(std::size_t piece, const Row& row) const {
    const auto found = pieces_[piece].roster.find(row.entry.candidate);
    return found == pieces_[piece].roster.end() ? row : *found->second;
  }

  void add_asked() {
    for (const auto at : used_) {
      for (const auto& row : pieces_[at].source->rows) {
        const bool asked = is_of_asking(row.entry.kind);
        const auto candidate = asked ? candidate_of(row) : std::string{};
        const auto graded = chosen_.find(candidate);
        const bool own = graded != chosen_.end() && graded->second == at;
        const bool of_all = candidate.empty() && (asked || row.entry.kind == kind::continued);
        if (own || (of_all && told_.insert(content_of(row)).second)) {
          add(row);
        }
      }
    }
  }

  void add(const Row& row) {
    auto own = row;
    // What is confidential has one mark in a ledger; whose a record is isn't part of what it says.
    if (!row.owner.empty() && row.entry.candidate.empty()) {
      confidential_ = confidential_.empty() ? row.owner : confidential_;
      own.owner = confidential_;
    }
    merge_.rows.push_back(std::move(own));
  }

  void tell_missing() {
    std::set<std::string> missing;
    for (const auto at : used_) {
      for (const auto& [candidate, row] : pieces_[at].roster) {
        if (!chosen_.contains(candidate)) {
          missing.insert(candidate);
        }
      }
    }
    if (!missing.empty()) {
      merge_.notes.push_back(fmt::format("of the roster {} {} in none of the ledgers: {}", missing.size(),
                                         missing.size() == 1 ? "candidate is" : "candidates are",
                                         fmt::join(missing, ", ")));
    }
  }

  std::vector<Piece> pieces_;
  std::map<std::string, std::size_t> chosen_{};  ///< by candidate
  std::vector<std::size_t> used_{};
  std::set<std::string> told_{};
  std::string confidential_{};
  std::vector<std::string> problems_{};
  Merge merge_{};
};

}  // namespace

Result<Merge> merge(const std::vector<MergeSource>& sources) {
  std::vector<Piece> pieces;
  for (const auto& source : sources) {
    LABCHECK_TRY_ASSIGN(auto piece, take_apart(source));
    pieces.push_back(std::move(piece));
  }
  if (pieces.empty()) {
    return failed(ErrorKind::invalid, "there is nothing to merge");
  }
  // In an order of their own, so that the same ledgers give the same merged one.
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& one, const Piece& other) {
    return std::tie(one.part.started, one.part.run, other.part.records) <
           std::tie(other.part.started, other.part.run, one.part.records);
  });
  LABCHECK_TRY_ASSIGN(auto merged, Merger{std::move(pieces)}.run());
  for (const auto& row : merged.rows) {
    if (const auto read = read_plan_row(row, merged.record); !read) {
      return tl::unexpected<Error>(read.error());
    }
  }
  return merged;
}

}  // namespace labcheck::ledger
