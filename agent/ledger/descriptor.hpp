#pragma once

#include <unistd.h>

namespace labcheck::ledger {

/// A file descriptor that closes itself; negative while none is open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace labcheck::ledger
