#include "qualify/process.hpp"

#include <csignal>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <system_error>

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/group.hpp>
#include <boost/process/io.hpp>
#include <fmt/format.h>

namespace labcheck::qualify {
namespace {

namespace process = boost::process;

/// The processes under way, so that they can be told to stop; each leads a group, for it has children of its own.
struct Running {
  std::mutex mutex{};
  std::set<pid_t> pids{};
  bool stopped{false};
};

Running& running() {
  static Running all;
  return all;
}

constexpr const char* by_path = "/usr/bin/env";  // looks a program up in PATH, as a shell would
constexpr int not_found = 127;

}  // namespace

Result<int> run_process(const std::vector<std::string>& words, const std::string& out, const std::string& err,
                        bool completes) {
  try {
    process::child child;
    process::group group;
    {
      const std::lock_guard lock{running().mutex};
      if (running().stopped && !completes) {
        return failed(ErrorKind::interrupted, "interrupted");
      }
      child = process::child{process::exe = by_path, process::args = words,
                             process::std_in<process::null, process::std_out> out, process::std_err > err, group};
      if (!completes) {
        running().pids.insert(child.id());
      }
    }
    const auto pid = child.id();
    child.wait();
    const std::lock_guard lock{running().mutex};
    running().pids.erase(pid);
    if (running().stopped && !completes) {
      return failed(ErrorKind::interrupted, "interrupted");
    }
    if (child.exit_code() == not_found) {
      return failed(ErrorKind::resource, fmt::format("no program '{}' here", words.front()));
    }
    return child.exit_code();
  } catch (const std::system_error& problem) {
    return failed(ErrorKind::resource, fmt::format("{} did not start: {}", words.front(), problem.what()));
  }
}

void stop_processes() {
  const std::lock_guard lock{running().mutex};
  running().stopped = true;
  for (const auto pid : running().pids) {
    ::kill(-pid, SIGTERM);
  }
}

std::string tail_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  constexpr std::size_t most = 4096;
  return text.size() > most ? text.substr(text.size() - most) : text;
}

}  // namespace labcheck::qualify
