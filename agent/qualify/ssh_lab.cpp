#include <chrono>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include <labcheck/reading.hpp>

#include "load/document.hpp"
#include "load/fields.hpp"
#include "load/sources.hpp"
#include "qualify/lab.hpp"
#include "qualify/process.hpp"

namespace labcheck::qualify {
namespace {

namespace fs = std::filesystem;

/// What the description of an existing lab says.
struct Described {
  std::string roster{};
  std::string reset{};
  std::string keep{};
  std::string reset_solved{};
  Duration ready_within{std::chrono::minutes{3}};
};

Result<Described> read_description(const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto text, load::disk_sources()(path));
  if (!text) {
    return failed(ErrorKind::invalid, path + ": no such file");
  }
  Diagnostics problems;
  const auto root = load::parse_document(path, *text, problems);
  load::Findings findings{problems};
  load::Fields fields{root,
                      "lab description",
                      {"driver", "tier", "parameters", "roster", "reset", "keep", "reset_solved", "ready_within"},
                      findings};
  Described described{.roster = fields.text("roster", true),
                      .reset = fields.text("reset", true),
                      .keep = fields.text("keep", false),
                      .reset_solved = fields.text("reset_solved", false)};
  if (const auto within = fields.duration("ready_within")) {
    described.ready_within = *within;
  }
  if (described.keep.empty() != described.reset_solved.empty()) {
    findings.error(root.place, "'keep' and 'reset_solved' go together");
  }
  if (!problems.empty()) {
    std::string all;
    for (const auto& problem : problems) {
      all += (all.empty() ? "" : "\n") + to_string(problem);
    }
    return failed(ErrorKind::invalid, all);
  }
  described.roster = (fs::path{path}.parent_path() / described.roster).lexically_normal().string();
  return described;
}

/// Rows one after the other on the same hosts.
class SshLab final : public Lab {
 public:
  SshLab(LabPlan plan, Described described) : plan_{std::move(plan)}, described_{std::move(described)} {}

  Result<Hosts> up(const std::string& row, bool solved) override {
    auto done = shell(solved ? described_.reset_solved : described_.reset, row);
    if (done) {
      done = wait_until_ready(row);
    }
    if (!done) {
      return tl::unexpected<Error>(done.error());
    }
    return Hosts{.roster = described_.roster};
  }

  Result<bool> keep_solved(const std::string& row) override {
    if (described_.keep.empty()) {
      return false;
    }
    if (const auto kept = shell(described_.keep, row); !kept) {
      return tl::unexpected<Error>(kept.error());
    }
    return true;
  }

  void down(const std::string&) override {}
  bool several_at_once() const override { return false; }

 private:
  Result<void> shell(const std::string& command, const std::string& row) {
    const auto err = fmt::format("{}/{}.lab.err", plan_.scratch, row);
    LABCHECK_TRY_ASSIGN(const int status, run_process({"sh", "-c", command}, plan_.scratch + "/lab.out", err));
    if (status != 0) {
      return failed(ErrorKind::resource, fmt::format("'{}' ended with status {}: {}", command, status, tail_of(err)));
    }
    return {};
  }

  /// Every host of the roster takes a login and runs a script.
  Result<void> wait_until_ready(const std::string& row) {
    const auto err = fmt::format("{}/{}.ready.err", plan_.scratch, row);
    const auto deadline = std::chrono::steady_clock::now() + described_.ready_within;
    while (true) {
      LABCHECK_TRY_ASSIGN(const int status,
                          run_process({plan_.program, "apply", "--roster", described_.roster, "--all"},
                                      plan_.scratch + "/ready.out", err));
      if (status == 0) {
        return {};
      }
      if (std::chrono::steady_clock::now() > deadline) {
        return failed(ErrorKind::unreachable, "the lab is not ready after its reset: " + tail_of(err));
      }
      std::this_thread::sleep_for(std::chrono::seconds{1});
    }
  }

  LabPlan plan_;
  Described described_;
};

}  // namespace

Result<std::unique_ptr<Lab>> ssh_lab(const LabPlan& plan) {
  LABCHECK_TRY_ASSIGN(auto described, read_description(plan.description));
  return std::unique_ptr<Lab>{std::make_unique<SshLab>(plan, std::move(described))};
}

}  // namespace labcheck::qualify
