#pragma once

#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {

enum class Truth { no, yes, maybe };

/// Whether all of a rule's conditions hold for this traffic.
Truth matches(const Rule& rule, const Traffic& traffic);

}  // namespace labcheck::checks
