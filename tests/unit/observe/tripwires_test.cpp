#include "observe/tripwires.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace labcheck;
using namespace labcheck::observe;

namespace {

std::string told(const std::vector<Flag>& flags) {
  std::string all;
  for (const auto& flag : flags) {
    all += flag.code + ": " + flag.message + "\n";
  }
  return all;
}

std::string listening(const std::string& lines) {
  Answer answer;
  answer.out = lines;
  return told(unowned_listeners(answer));
}

}  // namespace

TEST_SUITE("observe/tripwires") {
  TEST_CASE("what distributions and container runtimes mount is no tripwire") {
    for (const auto* point :
         {"/usr", "/usr/share", "/usr/src", "/usr/local", "/lib/modules", "/usr/lib/modules/6.1", "/etc/hosts",
          "/etc/resolv.conf", "/proc/sys", "/proc/sys/fs/binfmt_misc", "/proc/kcore", "/proc/bus", "/etc"}) {
      CHECK_MESSAGE(told(system_mounts({{"ext4", point}}, "")).empty(), point);
    }
    CHECK(told(system_mounts({{"fuse.lxcfs", "/proc/meminfo"}}, "")).empty());
    CHECK(told(system_mounts({{"tmpfs", "/proc/sys/kernel/random/boot_id"}}, "systemd-nspawn")).empty());
  }

  TEST_CASE("mounts that hide programs, libraries, settings or processes are flagged") {
    for (const auto* point : {"/bin", "/usr/bin", "/usr/bin/ss", "/sbin/ip", "/usr/local/bin/x",
                              "/lib/x86_64-linux-gnu", "/lib64", "/usr/lib/systemd/systemd", "/etc/passwd",
                              "/etc/machine-id", "/proc/1234", "/proc/net", "/proc/sys/kernel/random/boot_id"}) {
      CHECK(told(system_mounts({{"ext4", point}}, "")) ==
            fmt::format("system-mount: something (ext4) is mounted over {}\n", point));
    }
    CHECK(told(system_mounts({{"overlay", "/usr"}, {"tmpfs", "/etc"}}, "")) ==
          "system-mount: something (overlay) is mounted over /usr\nsystem-mount: something (tmpfs) is mounted over "
          "/etc\n");
  }

  TEST_CASE("a thousand mounts make few flags, and no terminal is driven by them") {
    std::vector<Mount> mounts(1'000, {"ext4", "/usr/bin/\x1b[2J"});
    const auto flags = system_mounts(mounts, "");
    REQUIRE(flags.size() == 9);
    CHECK(flags[0].message == "something (ext4) is mounted over /usr/bin/\\x1b[2J");
    CHECK(flags[8].message == "992 more mounts over the system");
  }

  TEST_CASE("a program that a package owns may listen, also where the package lists it without /usr") {
    CHECK(listening("manager dpkg\n"
                    "socket LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=7,fd=3))\n"
                    "socket LISTEN 0 128 [::]:111 [::]:* users:((\"rpcbind\",pid=8,fd=3),(\"systemd\",pid=1,fd=9))\n"
                    "program 7 /usr/sbin/sshd\nprogram 8 /usr/sbin/rpcbind\nprogram 1 /usr/lib/systemd/systemd\n"
                    "owned /usr/sbin/sshd\nowned /sbin/rpcbind\nowned /lib/systemd/systemd\n")
              .empty());
  }

  TEST_CASE("a program that no package owns is named with where it listens") {
    CHECK(listening("manager dpkg\n"
                    "socket LISTEN 0 128 0.0.0.0:80 0.0.0.0:* users:((\"nginx\",pid=7,fd=3))\n"
                    "socket LISTEN 0 128 [::]:80 [::]:* users:((\"nginx\",pid=7,fd=4))\n"
                    "program 7 /opt/fake/nginx\n") ==
          "unowned-listener: /opt/fake/nginx, which no package owns, listens on 0.0.0.0:80 and 1 more\n");
  }

  TEST_CASE("of an interpreter the script counts, or its command line") {
    const std::string head =
        "manager rpm\nsocket LISTEN 0 128 *:80 *:* users:((\"python3\",pid=7,fd=3))\nprogram 7 /usr/bin/python3.11\n"
        "owned /usr/bin/python3.11\n";
    CHECK(listening(head).empty());
    CHECK(listening(head + "script 7 /usr/bin/gunicorn\nowned /usr/bin/gunicorn\n").empty());
    CHECK(listening(head + "script 7 /root/my nginx.py\n") ==
          "unowned-listener: /usr/bin/python3.11 runs /root/my nginx.py, which no package owns, and listens on *:80\n");
    CHECK(listening(head + "inline 7\n") ==
          "unowned-listener: /usr/bin/python3.11 runs what its command line says and listens on *:80\n");
  }

  TEST_CASE("without a package manager nobody is accused") {
    CHECK(listening("socket LISTEN 0 128 *:80 *:* users:((\"x\",pid=7,fd=3))\nprogram 7 /opt/x\n").empty());
  }

  TEST_CASE("a program's name can't pass for another's process, and many programs make few flags") {
    CHECK(listening("manager dpkg\nsocket LISTEN 0 1 *:80 *:* users:((\"pid=,fd=\",pid=7,fd=3))\nprogram 7 /opt/x\n") ==
          "unowned-listener: /opt/x, which no package owns, listens on *:80\n");
    std::string many = "manager dpkg\n";
    for (int pid = 100; pid < 150; ++pid) {
      many += fmt::format("socket LISTEN 0 1 *:{} *:* users:((\"x\",pid={},fd=3))\nprogram {} /opt/{}\n", pid, pid, pid,
                          pid);
    }
    const auto told_of = listening(many);
    CHECK(std::count(told_of.begin(), told_of.end(), '\n') == 9);
    CHECK(told_of.ends_with("unowned-listener: 42 more programs of that kind listen\n"));
  }
}
