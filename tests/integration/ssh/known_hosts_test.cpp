#include <fstream>

#include "ssh/seat.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

constexpr auto in = "completed 0 out='in\n' err='' message=''";

std::string line_of(const Sshd& sshd, const std::string& marker = {}, const std::string& name = {}) {
  return marker + (name.empty() ? fmt::format("[127.0.0.1]:{}", sshd.port()) : name) + " " + sshd.host_key_text();
}

}  // namespace

TEST_SUITE("ssh/known hosts") {
  TEST_CASE("a revoked key is refused, known or pinned though it be") {
    Sshd sshd;
    const auto known = sshd.folder() / "known_hosts";
    std::ofstream{known} << line_of(sshd) << line_of(sshd, "@revoked ");
    for (const bool pinned : {false, true}) {
      Seat seat{sshd};
      seat.options.known_hosts = known;
      seat.box().login.host_key = pinned ? sshd.host_key_text() : "";
      const auto answer = seat.ask("echo in");
      CHECK(answer.ending == Ending::host_key_changed);
      CHECK(answer.message.ends_with(", is revoked in " + known));
    }
  }

  TEST_CASE("a certificate authority's line is no known key, and strict says so") {
    Sshd sshd;
    Sshd authority;
    const auto known = sshd.folder() / "known_hosts";
    std::ofstream{known} << line_of(authority, "@cert-authority ", "*");
    Seat strict{sshd};
    strict.options.known_hosts = known;
    strict.options.host_keys = observe::HostKeys::strict;
    const auto answer = strict.ask("echo in");
    CHECK(answer.ending == Ending::host_key_changed);
    CHECK(
        answer.message.ends_with("is not known (host keys are strict); its @cert-authority line does not help, since "
                                 "labcheck does not read host certificates: add its own key"));
    Seat first_use{sshd};
    first_use.options.known_hosts = known;
    CHECK(shown(first_use.ask("echo in")) == in);
  }

  TEST_CASE("files, another name and strictness of ssh_config are the host's own") {
    Sshd sshd;
    const auto own = sshd.folder() / "own";
    const auto runs = sshd.folder() / "runs";
    Sshd other;
    // The run's file knows another key for the host; ssh_config names a file that knows the right one by its alias.
    std::ofstream{runs} << line_of(other, "", fmt::format("[127.0.0.1]:{}", sshd.port()));
    std::ofstream{own} << line_of(sshd, "", "lab-box");
    Seat seat{sshd};
    seat.options.known_hosts = runs;
    auto& ssh = seat.box().login.ssh;
    ssh.known_hosts = {sshd.folder() / "none", own};
    ssh.known_as = "lab-box";
    ssh.strict = true;
    CHECK(shown(seat.ask("echo in")) == in);
    Seat unknown{sshd};
    unknown.box().login.ssh.strict = true;
    CHECK(unknown.ask("echo in").message.ends_with("is not known (host keys are strict)"));
    // What the command line asks for wins.
    Seat chosen{sshd};
    chosen.options.known_hosts = runs;
    chosen.options.these_known_hosts = true;
    chosen.box().login.ssh.known_hosts = {own};
    CHECK(chosen.ask("echo in").ending == Ending::host_key_changed);
  }

  TEST_CASE("behind a jump host what ssh knows under the bare address may be another host's") {
    Sshd bastion;
    Sshd sshd;
    Sshd other;
    const auto known = sshd.folder() / "known_hosts";
    const auto seat_with = [&](const std::string& text) {
      std::ofstream{known} << text;
      auto seat = std::make_unique<Seat>(sshd);
      Jump jump{.name = "bastion", .host = "127.0.0.1", .port = bastion.port(), .login = {}};
      jump.login.key = bastion.user_key();
      jump.login.host_key = bastion.host_key_text();
      seat->roster.jumps = {jump};
      seat->box().login.via = "bastion";
      seat->options.known_hosts = known;
      return seat;
    };
    auto strict = seat_with(line_of(sshd));
    strict->options.host_keys = observe::HostKeys::strict;
    CHECK(shown(strict->ask("echo in")) == in);
    const auto name = fmt::format("[127.0.0.1]:{}", sshd.port());
    CHECK(shown(seat_with(line_of(other, "", name))->ask("echo in")) == in);
    auto refused = seat_with(line_of(other, "", name));
    refused->options.host_keys = observe::HostKeys::strict;
    CHECK(refused->ask("echo in").message.ends_with("is not known (host keys are strict)"));
  }
}
