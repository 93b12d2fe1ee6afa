#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::cli {

/// What a reader is given in the end to take the rest.
inline constexpr Duration last_patience{1'000};

/// Where progress is written: a terminal, a pipe, a socket or a file. Nothing here ever waits for a reader (but for
/// `drain`) or raises a signal. Whole lines are written at once; what a slow reader can't take yet is kept, up to a
/// bound. Behind that, or once the reader is gone, the outlet is given up and takes no more.
class Outlet {
 public:
  /// A file (made anew), a FIFO (its reader may come later), or /dev/fd/N.
  static Result<std::unique_ptr<Outlet>> to_path(const std::string& path);
  /// Something that is open already; it stays so.
  static Result<std::unique_ptr<Outlet>> to(int descriptor);

  ~Outlet();
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;

  void put(std::string_view text);
  /// Writes what was kept, as far as it goes.
  void flush();
  /// The same, giving the reader a while.
  void drain(Duration patience);
  /// Everything was taken so far.
  bool idle() const { return kept_.empty(); }
  bool given_up() const { return !trouble_.empty(); }
  /// Why; empty while all is well.
  const std::string& trouble() const { return trouble_; }

 private:
  enum class Kind { file, pipe, socket, terminal };

  Outlet() = default;
  bool find_reader();
  bool takes_more() const;
  long write_some(std::string_view text) const;
  void give_up(std::string why);

  int descriptor_{-1};
  Kind kind_{Kind::file};
  bool blocks_{false};  ///< a terminal that could not be opened anew
  std::string fifo_{};  ///< a FIFO that nobody reads yet
  std::string kept_{};  ///< taken, not written
  std::string trouble_{};
};

}  // namespace labcheck::cli
