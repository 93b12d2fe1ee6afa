#include "ledger/merge_pieces.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/chain.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {
namespace {

bool is_one_of(std::string_view kind, const std::vector<std::string_view>& kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result<void> may_be_merged(const MergeSource& source) {
  const auto refuse = [&](std::string_view why) {
    return failed(ErrorKind::invalid, fmt::format("cannot merge the ledger '{}': {}", source.name, why));
  };
  const auto holds = [&](std::string_view kind) {
    return std::any_of(source.rows.begin(), source.rows.end(), [&](const Row& row) { return row.entry.kind == kind; });
  };
  if (!source.verification.findings.empty()) {
    const auto& finding = source.verification.findings.front();
    return refuse(finding.first == 0 ? finding.what
                                     : fmt::format("record {}: {} (see labcheck verify)", finding.first, finding.what));
  }
  if (holds(kind::withheld)) {
    return refuse("it is an export: records are withheld from it");
  }
  if (holds(kind::merged)) {
    return refuse("it is merged already: merge the ledgers that it was made of");
  }
  if (holds(kind::rejudging)) {
    return refuse("it was judged again, which counts for its own candidates only: merge first, then judge again");
  }
  return {};
}

MergedPart part_of(const Piece& piece) {
  const auto& run = piece.record.run;
  const auto& source = *piece.source;
  const auto& last = source.rows.back();
  const auto& signer = source.verification.signer;
  return {.run = run.id,
          .shard = run.shard,
          .started = run.started,
          .ended = run.ended,
          .interrupted = run.interrupted,
          .candidates = 0,
          .records = last.entry.seq,
          .fingerprint = hex(last.chain),
          .signer = signer ? signer->fingerprint() : ""};
}

/// The texts of the scenarios themselves in their order, then those of libraries and standards. What the files are
/// called may differ between agents.
std::vector<const SourceText*> texts_of(const Record& record) {
  std::vector<const SourceText*> texts;
  std::vector<const SourceText*> others;
  for (const auto& name : record.scenarios) {
    for (const auto& text : record.sources) {
      if (text.name == name) {
        texts.push_back(&text);
      }
    }
  }
  for (const auto& text : record.sources) {
    if (std::find(texts.begin(), texts.end(), &text) == texts.end()) {
      others.push_back(&text);
    }
  }
  std::sort(others.begin(), others.end(), [](const auto* one, const auto* other) { return one->text < other->text; });
  texts.insert(texts.end(), others.begin(), others.end());
  return texts;
}

std::string texts_differ(const Record& one, const Record& other) {
  const auto mine = texts_of(one);
  const auto theirs = texts_of(other);
  if (one.scenarios.size() != other.scenarios.size() || mine.size() != theirs.size()) {
    return fmt::format("another number of scenarios, libraries or standards ({} texts, and {})", theirs.size(),
                       mine.size());
  }
  for (std::size_t at = 0; at < mine.size(); ++at) {
    if (mine[at]->text != theirs[at]->text) {
      return fmt::format("another text of {} '{}'", at < one.scenarios.size() ? "scenario" : "library or standard",
                         theirs[at]->name);
    }
  }
  return {};
}

}  // namespace

bool is_of_asking(std::string_view kind) {
  return is_one_of(kind, {kind::draw, kind::check_started, kind::observation, kind::check_ended, kind::host, kind::flag,
                          kind::ruling});
}

std::string candidate_of(const Row& row) {
  if (!row.entry.candidate.empty() || row.entry.kind != kind::flag) {
    return row.entry.candidate;
  }
  const auto body = Value::parse(row.body, nullptr, false);
  const auto found = body.is_object() ? body.find("candidate") : body.end();
  return body.is_object() && found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

Result<void> read_plan_row(const Row& row, Record& record) {
  if (!is_one_of(row.entry.kind, {kind::run, kind::source, kind::selection, kind::roster, kind::draw, kind::host,
                                  kind::flag, kind::continued, kind::run_ended})) {
    return {};
  }
  auto entry = row.entry;
  entry.body = Value::parse(row.body, nullptr, false);
  return entry.body.is_discarded() ? damaged("its body is no JSON") : add_entry(record, entry);
}

Result<Piece> take_apart(const MergeSource& source) {
  if (auto good = may_be_merged(source); !good) {
    return tl::unexpected<Error>(good.error());
  }
  Piece piece{.source = &source};
  for (const auto& row : source.rows) {
    if (const auto read = read_plan_row(row, piece.record); !read) {
      return failed(read.error().kind, fmt::format("cannot merge the ledger '{}': record {}: {}", source.name,
                                                   row.entry.seq, read.error().message));
    }
    if (row.entry.kind == kind::roster) {
      piece.roster.emplace(row.entry.candidate, &row);
    } else if (const auto candidate = candidate_of(row); is_of_asking(row.entry.kind) && !candidate.empty()) {
      piece.asked[candidate].push_back(&row);
    }
  }
  piece.part = part_of(piece);
  return piece;
}

std::string difference_in_roster(const Row& one, const Row& other) {
  const auto mine = Value::parse(one.body, nullptr, false);
  const auto theirs = Value::parse(other.body, nullptr, false);
  for (const char* name : {"name", "seat", "hosts", "parameters"}) {
    if (mine.value(name, Value{}) != theirs.value(name, Value{})) {
      return name;
    }
  }
  return {};
}

std::vector<std::string> differences(const Piece& one, const Piece& other) {
  std::vector<std::string> found;
  const auto& mine = one.record;
  const auto& theirs = other.record;
  const auto add = [&](std::string_view what) {
    found.push_back(fmt::format("'{}' does not belong to '{}': it has {}", other.source->name, one.source->name, what));
  };
  if (mine.run.version != theirs.run.version) {
    add(fmt::format("another version of labcheck, {} and not {}", theirs.run.version, mine.run.version));
  }
  if (const auto texts = texts_differ(mine, theirs); !texts.empty()) {
    add(texts);
  }
  if (mine.selected_codes != theirs.selected_codes) {
    add("another selection of skills");
  }
  if (mine.run.exam != theirs.run.exam || mine.run.unqualified_because != theirs.run.unqualified_because) {
    add("another word on whether it is an exam");
  }
  if (mine.run.qualifications != theirs.run.qualifications) {
    add("another proof of its scenarios (their qualification)");
  }
  return found;
}

}  // namespace labcheck::ledger
