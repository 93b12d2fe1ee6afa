#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// What `systemctl show` prints, by the properties' names; some of them come several times.
class UnitProperties {
 public:
  static Result<UnitProperties> read(std::string_view shown);
  /// The property's one value. An error when it isn't there or comes twice.
  Result<std::string> one(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> lines_;
};

/// Calendar expressions in normal form, in the order of the unit's file; times of other kinds, as in OnBootSec=15min.
Result<Value> calendar_of(const UnitProperties& timer);
Result<Value> spans_of(const UnitProperties& timer);
/// What a service's unit starts, each as one text.
Result<Value> commands_of(const UnitProperties& unit);

/// "Tue 2026-11-24 22:00:00 UTC" as 2026-11-24T22:00:00Z.
Result<std::string> systemd_time(std::string_view spelt);

/// The normal form that `systemd-analyze calendar` prints.
Result<std::string> normal_form(std::string_view said);

}  // namespace labcheck::checks
