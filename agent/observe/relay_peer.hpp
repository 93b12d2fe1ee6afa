#pragma once

#include <cstdint>

namespace labcheck::observe {

/// Whether one of this process's own sockets is connected from 127.0.0.1:`from` to 127.0.0.1:`to`.
bool connected_from_this_process(std::uint16_t from, std::uint16_t to);

}  // namespace labcheck::observe
