#pragma once

#include <string_view>

namespace labcheck::cli {

/// Stands on the terminal where standard error goes, and makes room for what is said there.
class Overlay {
 public:
  virtual ~Overlay() = default;
  virtual void say(std::string_view text) = 0;
};

/// Writes whole lines to standard error, in one piece and without tearing a live view; on any thread. A standard error
/// that is closed, or a pipe that nobody reads, is no reason to die: a run has hosts to restore.
void say(std::string_view text);

/// Whoever stands there from now on; nullptr for nobody.
void set_overlay(Overlay* overlay);

/// write(2) that answers EPIPE and raises no SIGPIPE.
long write_quietly(int descriptor, std::string_view bytes);

}  // namespace labcheck::cli
