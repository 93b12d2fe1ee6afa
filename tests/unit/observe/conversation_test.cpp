#include "observe/clients/conversation.hpp"

#include <doctest/doctest.h>

using namespace labcheck;
using namespace labcheck::observe;

TEST_SUITE("observe/clients/conversation") {
  TEST_CASE("only a refused connection is a fact; every other trouble has its own ending") {
    const auto ending = [](ErrorKind kind) { return in_trouble({kind, "so it is"}).ending; };
    CHECK(in_trouble({ErrorKind::refused, "no"}).reply == Value{{"connected", false}, {"reason", "no"}});
    CHECK(ending(ErrorKind::refused) == Ending::completed);
    CHECK(ending(ErrorKind::forbidden) == Ending::forwarding_refused);
    CHECK(ending(ErrorKind::timed_out) == Ending::timed_out);
    CHECK(ending(ErrorKind::unreachable) == Ending::unreachable);
    CHECK(ending(ErrorKind::lost) == Ending::lost);
    CHECK(ending(ErrorKind::interrupted) == Ending::interrupted);
    CHECK(ending(ErrorKind::resource) == Ending::failed);
    CHECK(ending(ErrorKind::invalid) == Ending::failed);
    CHECK(in_trouble({ErrorKind::lost, "so it is"}).message == "so it is");
    CHECK(in_trouble({ErrorKind::lost, "so it is"}).reply.is_null());
  }

  TEST_CASE("foreign words become one printable line without a full stop") {
    CHECK(one_line(" two\r\n  lines\x1b[2J.\n") == "two lines [2J");
    CHECK(one_line("\xff") == "\xEF\xBF\xBD");
    CHECK(one_line("") == "");
    CHECK(one_line(std::string(400, 'x')) == std::string(300, 'x') + "…");
  }
}
