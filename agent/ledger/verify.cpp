#include "ledger/verify.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/opening.hpp"
#include "ledger/owners.hpp"
#include "ledger/places.hpp"
#include "ledger/records.hpp"
#include "ledger/rows.hpp"
#include "ledger/signature.hpp"

namespace labcheck::ledger {

namespace {

Value body_of(const Row& row) {
  return Value::parse(row.body, nullptr, false);
}

/// The fingerprint of the key whose signature a record promises: a run's first one, and that of a re-judging.
std::string promised_by(const Row& row) {
  if (row.entry.seq != 1 && row.entry.kind != kind::rejudging) {
    return {};
  }
  const auto body = body_of(row);
  const auto signer = body.is_object() ? body.find("signer") : body.end();
  return body.is_object() && signer != body.end() && signer->is_string() ? signer->get<std::string>() : std::string{};
}

/// Looks at one signature, where the chain value before it is known.
void look_at_signature(const Row& row, const std::optional<std::string>& before, const std::string& promised,
                       Verification& verification) {
  const auto seq = row.entry.seq;
  const auto wrong = [&](std::string what) { verification.findings.push_back({seq, seq, std::move(what)}); };
  verification.signer.reset();
  const auto signature = read_signature(body_of(row));
  if (!signature) {
    wrong("it is no signature");
  } else if (!before) {
    return;
  } else if (!signature->key.verifies(signed_message(seq, *before), signature->bytes)) {
    wrong("its signature does not fit the records before it: one of them was changed and the chain computed anew");
  } else if (!promised.empty() && promised != signature->key.fingerprint()) {
    wrong(fmt::format("it is signed by {}, and {} was to sign", signature->key.fingerprint(), promised));
  } else {
    verification.signer = signature->key;
    verification.signatures.push_back({.seq = seq, .key = signature->key});
  }
}

void look_at_end(const std::vector<Row>& rows, std::int64_t last_signature, const std::string& promised,
                 Verification& verification) {
  const auto last = rows.empty() ? 0 : rows.back().entry.seq;
  if (!promised.empty() && !rows.empty()) {
    verification.findings.push_back(
        {last + 1, last + 1,
         fmt::format("missing: the end, with the signature of {}, is cut off (or the run died)", promised)});
  }
  if (last_signature != 0 && last > last_signature) {
    verification.findings.push_back({last_signature + 1, last, "added after the signature"});
  } else if (rows.empty()) {
    verification.findings.push_back({1, 1, "missing: the ledger is empty"});
  }
}

std::string words_of(const std::vector<VerifyKey>& keys) {
  std::string words = keys.size() == 1 ? "the given key" : "any of the given keys";
  for (const auto& key : keys) {
    words += (&key == &keys.front() ? " " : ", ") + key.fingerprint();
  }
  return words;
}

void look_at_keys(const std::vector<VerifyKey>& keys, Verification& verification) {
  const auto given = [&](const VerifyKey& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  if (keys.empty()) {
    return;
  }
  if (!verification.signer) {
    verification.findings.push_back({.what = "the ledger has no good signature of " + words_of(keys)});
  } else if (!given(*verification.signer)) {
    verification.findings.push_back({.what = fmt::format("the ledger is signed by {}, not by {}",
                                                         verification.signer->fingerprint(), words_of(keys))});
  }
  for (const auto& signature : verification.signatures) {
    const bool last = &signature == &verification.signatures.back();
    if (!last && !given(signature.key)) {
      verification.findings.push_back(
          {signature.seq, signature.seq,
           fmt::format("it is signed by {}, not by {}", signature.key.fingerprint(), words_of(keys))});
    }
  }
}

/// A merged ledger's word on one of those that it was made of.
void look_at_part(const Row& row, Verification& verification) {
  Record record;
  auto entry = row.entry;
  entry.body = body_of(row);
  if (!entry.body.is_discarded() && add_entry(record, entry)) {
    verification.parts.insert(verification.parts.end(), record.run.parts.begin(), record.run.parts.end());
  }
}

}  // namespace

Verification verify_rows(const std::vector<Row>& rows, const std::vector<VerifyKey>& keys) {
  auto places = look_at_places(rows);
  Verification verification{.findings = std::move(places.findings), .records = static_cast<std::int64_t>(rows.size())};
  const auto touched = [&, count = verification.findings.size()](std::int64_t seq) {
    return std::any_of(verification.findings.begin(),
                       verification.findings.begin() + static_cast<std::ptrdiff_t>(count),
                       [&](const Finding& finding) { return finding.first <= seq && seq <= finding.last; });
  };
  std::string promised;
  Owners owners;
  std::int64_t last_signature = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& entry = rows[at].entry;
    if (!touched(entry.seq)) {  // what a touched record says of its owner blames others
      owners.add(rows[at]);
    }
    if (promised.empty()) {
      promised = promised_by(rows[at]);
    }
    if (entry.kind == kind::signature) {
      look_at_signature(rows[at], places.before[at], promised, verification);
      promised.clear();
      last_signature = entry.seq;
    } else if ((entry.kind == kind::run) != (entry.seq == 1)) {
      verification.findings.push_back({entry.seq, entry.seq, fmt::format("it is of the kind '{}'", entry.kind)});
    }
    if (entry.kind == kind::merged) {
      look_at_part(rows[at], verification);
    }
    if (entry.kind == kind::run_ended || entry.kind == kind::continued) {
      verification.ended = entry.kind == kind::run_ended;
    }
  }
  const auto misplaced = owners.findings();
  verification.findings.insert(verification.findings.end(), misplaced.begin(), misplaced.end());
  verification.withheld = owners.withheld();
  look_at_end(rows, last_signature, promised, verification);
  std::stable_sort(verification.findings.begin(), verification.findings.end(),
                   [](const Finding& one, const Finding& other) { return one.first < other.first; });
  look_at_keys(keys, verification);
  return verification;
}

namespace {

Result<std::vector<Row>> read_all(Database database) {
  LABCHECK_TRY_ASSIGN(auto statement, all_rows(database));
  std::vector<Row> rows;
  while (true) {
    LABCHECK_TRY_ASSIGN(auto row, next_row(statement));
    if (!row) {
      return rows;
    }
    rows.push_back(std::move(*row));
  }
}

}  // namespace

Result<Verification> verify_ledger(const std::string& path, const std::optional<VerifyKey>& key) {
  return verify_ledger(path, key ? std::vector{*key} : std::vector<VerifyKey>{});
}

Result<std::vector<Row>> read_rows(const std::string& path) {
  if (sodium_init() < 0) {
    return failed(ErrorKind::resource, "libsodium does not start");
  }
  auto rows = open_for_reading(path).and_then(read_all);
  if (!rows) {
    return failed(rows.error().kind, fmt::format("cannot read the ledger '{}': {}", path, rows.error().message));
  }
  return rows;
}

Result<Verification> verify_ledger(const std::string& path, const std::vector<VerifyKey>& keys) {
  LABCHECK_TRY_ASSIGN(const auto rows, read_rows(path));
  return verify_rows(rows, keys);
}

}  // namespace labcheck::ledger
