#include "ledger/fields.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

Entry ruling_entry(const Ruling& ruling) {
  const auto expires = ruling.expires ? Value(ruling.expires->time_since_epoch().count()) : Value(nullptr);
  return {.kind = kind::ruling,
          .candidate = ruling.candidate,
          .body = {{"ruling", to_string(ruling.kind)},
                   {"candidate", text_value(ruling.candidate)},
                   {"scenario", text_value(ruling.scenario)},
                   {"check", text_value(ruling.check)},
                   {"by", text_value(ruling.by)},
                   {"role", text_value(ruling.role)},
                   {"comment", text_value(ruling.comment)},
                   {"at", ruling.at.time_since_epoch().count()},
                   {"expires", expires}}};
}

Ruling read_ruling(const Fields& fields) {
  Ruling ruling{.kind = fields.word("ruling", RulingKind::waived),
                .candidate = fields.text("candidate"),
                .scenario = fields.text("scenario"),
                .check = fields.text("check"),
                .by = fields.text("by"),
                .role = fields.text("role"),
                .comment = fields.text("comment"),
                .at = fields.time("at")};
  if (fields.has("expires")) {
    ruling.expires = fields.time("expires");
  }
  return ruling;
}

}  // namespace labcheck::ledger
