#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/progress/outlet.hpp"
#include "cli/progress/screen.hpp"
#include "cli/progress/teller.hpp"

namespace labcheck::cli {

/// A table that is drawn again and again.
std::unique_ptr<Teller> live_teller(std::unique_ptr<Screen> screen, ViewStyle style);
/// `CANDIDATE SCENARIO CHECK: OUTCOME` for each check. `place`: what a complaint calls the outlet; empty: standard
/// error, about which there is nowhere to complain.
std::unique_ptr<Teller> plain_teller(std::unique_ptr<Outlet> outlet, std::string place);
/// labcheck.progress/1.
std::unique_ptr<Teller> json_teller(std::unique_ptr<Outlet> outlet, std::string place);
/// Tells all of them.
std::unique_ptr<Teller> all_of(std::vector<std::unique_ptr<Teller>> tellers);

}  // namespace labcheck::cli
