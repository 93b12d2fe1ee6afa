#pragma once

#include <string>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck::qualify {

/// Runs a program to its end, its standard output and standard error in files of their own; returns the exit status.
/// After stop_processes() what runs is ended by SIGTERM, with its children, and nothing new is started
/// (ErrorKind::interrupted), but for what `completes`: it cleans up.
Result<int> run_process(const std::vector<std::string>& words, const std::string& out, const std::string& err,
                        bool completes = false);

/// Ends every process that run_process has under way; may be called from any thread.
void stop_processes();

/// What a file holds, the last 4 KiB of it; empty when it can't be read.
std::string tail_of(const std::string& path);

}  // namespace labcheck::qualify
