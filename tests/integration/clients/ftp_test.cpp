#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <doctest/doctest.h>

#include "support/scripted_service.hpp"
#include "support/vsftpd.hpp"
#include "talk.hpp"

using namespace labcheck;
using namespace labcheck::test;

namespace {

const Vsftpd& vsftpd() {
  static const Vsftpd server;
  return server;
}

Exchange ftp(std::uint16_t port, const std::string& action, const std::string& path = {}) {
  return {.protocol = "ftp",
          .host = "127.0.0.1",
          .port = port,
          .details = {{"action", action}, {"path", path}, {"user", "anonymous"}, {"password", "open@lab"}}};
}

Value ask(const Exchange& exchange) {
  const auto talked = talk(exchange);
  REQUIRE_MESSAGE(talked.answer.ending == Ending::completed, talked.answer.message);
  return talked.answer.reply;
}

Value ask(const std::string& action, const std::string& path = {}) {
  return ask(ftp(vsftpd().port(), action, path));
}

/// What a rogue server does with each command until the other side is gone; USER, PASS and the like are answered well.
void play(const Peer& peer, const std::function<bool(const std::string& command)>& own) {
  peer.send("220 rogue\r\n");
  for (auto line = peer.receive("\n"); !line.empty(); line = peer.receive("\n")) {
    const auto command = line.substr(0, line.find_first_of(" \r\n"));
    if (own(line)) {
      continue;
    }
    const bool login = command == "USER" || command == "PASS";
    peer.send(command == "USER"   ? "331 and the password\r\n"
              : login             ? "230 welcome\r\n"
              : command == "PWD"  ? "257 \"/\"\r\n"
              : command == "EPSV" ? "500 no\r\n"
              : command == "RETR" ? "150 here it comes\r\n"
              : command == "NLST" ? "150 here it comes\r\n"
              : command == "SIZE" ? "500 no\r\n"
                                  : "200 fine\r\n");
  }
}

std::string passive(const std::string& address, std::uint16_t port) {
  std::string reply = "227 Entering Passive Mode (" + address;
  for (auto& letter : reply) {
    letter = letter == '.' ? ',' : letter;
  }
  return reply + ',' + std::to_string(port / 256) + ',' + std::to_string(port % 256) + ")\r\n";
}

}  // namespace

TEST_SUITE("clients/ftp with vsftpd") {
  TEST_CASE("a login is accepted, or refused with the server's code") {
    const auto reply = ask("login");
    CHECK(reply.at("accepted") == true);
    CHECK(reply.at("greeting").get<std::string>().find("vsFTPd") != std::string::npos);
    CHECK_FALSE(reply.contains("refused"));
    auto wrong = ftp(vsftpd().port(), "login");
    wrong.details["password"] = "wrong@lab";
    const auto no = ask(wrong);
    CHECK(no.at("accepted") == false);
    CHECK(no.at("refused").at("code") == 530);
  }

  TEST_CASE("a folder is listed by names, an empty one is empty, a missing one is refused") {
    CHECK(ask("list", "/").at("body") == "a name with 100%.txt\nclosed.txt\nempty\nin\nnotes.txt\n");
    CHECK(ask("list", "empty").at("body") == "");
    CHECK(ask("list", "/none").at("refused").at("code") == 550);
  }

  TEST_CASE("a file is read as it is; what is missing or closed is refused") {
    CHECK(ask("get", "notes.txt").at("body") == "first\nsecond\n");
    CHECK(ask("get", "/a name with 100%.txt").at("body") == "odd");
    CHECK(ask("get", "none.txt").at("refused").at("code") == 550);
    const auto closed = ask("get", "closed.txt");
    CHECK(closed.at("accepted") == true);
    CHECK(closed.at("refused").at("code") == 550);
  }

  TEST_CASE("a file is written, removed, and refused where it must not be; so is a folder") {
    auto put = ftp(vsftpd().port(), "put", "/in/new.txt");
    put.details["content"] = "by ftp\n";
    CHECK_FALSE(ask(put).contains("refused"));
    std::ifstream file{vsftpd().root() + "/in/new.txt"};
    CHECK(std::string{std::istreambuf_iterator<char>{file}, {}} == "by ftp\n");
    CHECK_FALSE(ask("delete", "in/new.txt").contains("refused"));
    CHECK_FALSE(std::filesystem::exists(vsftpd().root() + "/in/new.txt"));
    CHECK(ask("delete", "in/new.txt").at("refused").at("code") == 550);
    put.details["path"] = "new.txt";
    CHECK(ask(put).at("refused").at("code") == 553);
    CHECK_FALSE(ask("mkdir", "/in/folder").contains("refused"));
    CHECK(std::filesystem::is_directory(vsftpd().root() + "/in/folder"));
    CHECK_FALSE(ask("rmdir", "/in/folder").contains("refused"));
    CHECK_FALSE(std::filesystem::exists(vsftpd().root() + "/in/folder"));
  }

  TEST_CASE("data connections take the way of the control connection") {
    const auto talked = talk(ftp(vsftpd().port(), "get", "notes.txt"));
    REQUIRE(talked.opened.size() == 2);
    CHECK(talked.opened.at(0) == "127.0.0.1:" + std::to_string(vsftpd().port()));
    CHECK(talked.opened.at(1).starts_with("127.0.0.1:"));
    auto named = ftp(vsftpd().port(), "get", "notes.txt");
    named.host = "files.lab";
    const auto by_name = talk(named);
    REQUIRE(by_name.opened.size() == 2);
    CHECK(by_name.opened.at(1).starts_with("files.lab:"));
    CHECK(by_name.answer.reply.at("body") == "first\nsecond\n");
  }

  TEST_CASE("login and data go over TLS where that is asked for") {
    const Vsftpd secure{true};
    auto get = ftp(secure.port(), "get", "notes.txt");
    CHECK(ask(get).at("refused").at("code") == 530);  // it lets nobody in without
    get.details["tls"] = true;
    CHECK(ask(get).at("failure").get<std::string>().find("certificate") != std::string::npos);
    get.details["verify"] = false;
    CHECK(ask(get).at("body") == "first\nsecond\n");
    auto plain = ftp(vsftpd().port(), "get", "notes.txt");
    plain.details["tls"] = true;
    const auto reply = ask(plain);
    CHECK(reply.at("accepted") == false);
    CHECK(reply.at("refused").at("code") == 530);
  }

  TEST_CASE("more than is taken is no answer") {
    auto get = ftp(vsftpd().port(), "get", "notes.txt");
    get.details["max_body"] = 5;
    const auto talked = talk(get);
    CHECK(talked.answer.ending == Ending::truncated);
    CHECK(talked.answer.message == "more replies or data than are taken");
  }
}

TEST_SUITE("clients/ftp with rogue servers") {
  TEST_CASE("nobody there is a fact") {
    const auto reply = ask(ftp(free_port(), "login"));
    CHECK(reply.at("connected") == false);
  }

  TEST_CASE("an address that the server names for data is never gone to, only its port on the server itself") {
    const ScriptedService bait{[](const Peer& peer) { peer.send("secret\r\n"); }};
    const ScriptedService rogue{[&bait](const Peer& peer) {
      play(peer, [&](const std::string& command) {
        return command.starts_with("PASV") && peer.send(passive("127.0.0.1", bait.port()));
      });
    }};
    auto exchange = ftp(rogue.port(), "get", "x");
    exchange.host = "files.lab";
    const auto talked = talk(exchange, Duration{2'000});
    CHECK(talked.opened.size() == 2);
    CHECK(talked.opened.at(1) == "files.lab:" + std::to_string(bait.port()));  // what a tunnel takes to the lab's host
    const ScriptedService other{[](const Peer& peer) {
      play(peer, [&](const std::string& command) {
        return command.starts_with("PASV") && peer.send(passive("192.0.2.1", 9));
      });
    }};
    const auto away = talk(ftp(other.port(), "get", "x"), Duration{2'000});
    CHECK(away.opened.at(1) == "127.0.0.1:9");
    CHECK(away.answer.reply.at("failure").get<std::string>().starts_with("no data connection: data port 9: "));
  }

  TEST_CASE("silence and a trickle end at the deadline") {
    const ScriptedService silent{[](const Peer& peer) { peer.wait_for_end(); }};
    const ScriptedService slow{[](const Peer& peer) {
      while (peer.send("2")) {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
      }
    }};
    for (const auto* service : {&silent, &slow}) {
      const auto talked = talk(ftp(service->port(), "login"), Duration{600});
      CHECK(talked.answer.ending == Ending::timed_out);
      CHECK(talked.elapsed < Duration{1'800});
    }
  }

  TEST_CASE("a data connection that says nothing ends at the deadline") {
    const ScriptedService data{[](const Peer& peer) { peer.wait_for_end(); }};
    const ScriptedService rogue{[&data](const Peer& peer) {
      play(peer, [&](const std::string& command) {
        return command.starts_with("PASV") && peer.send(passive("127.0.0.1", data.port()));
      });
    }};
    const auto talked = talk(ftp(rogue.port(), "get", "x"), Duration{600});
    CHECK(talked.answer.ending == Ending::timed_out);
    CHECK(talked.elapsed < Duration{1'800});
  }

  TEST_CASE("endless replies and endless data are cut off") {
    const ScriptedService babbler{[](const Peer& peer) {
      while (peer.send("220-and one more thing\r\n")) {
      }
    }};
    CHECK(talk(ftp(babbler.port(), "login")).answer.ending == Ending::truncated);
    const ScriptedService longest{[](const Peer& peer) {
      while (peer.send(std::string(4096, '2'))) {
      }
    }};
    const auto line = talk(ftp(longest.port(), "login")).answer;  // libcurl or the relay has enough of it first
    CHECK((line.ending == Ending::truncated || line.reply.contains("failure")));
    const ScriptedService data{[](const Peer& peer) {
      while (peer.send("one more name\r\n")) {
      }
    }};
    const ScriptedService rogue{[&data](const Peer& peer) {
      play(peer, [&](const std::string& command) {
        return command.starts_with("PASV") && peer.send(passive("127.0.0.1", data.port()));
      });
    }};
    CHECK(talk(ftp(rogue.port(), "list", "/")).answer.ending == Ending::truncated);
  }

  TEST_CASE("what is no FTP is the server's fault") {
    const ScriptedService web{[](const Peer& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); }};
    const ScriptedService gone{[](const Peer&) {}};
    const ScriptedService resets{[](const Peer& peer) {
      peer.send("220 hello\r\n");
      peer.receive("\n");
      peer.reset();
    }};
    for (const auto* service : {&web, &gone, &resets}) {
      const auto reply = ask(ftp(service->port(), "login"));
      CHECK(reply.at("accepted") == false);
      CHECK(reply.contains("failure"));
    }
  }

  TEST_CASE("a transfer that the server breaks off is no whole file") {
    const ScriptedService data{[](const Peer& peer) { peer.send("half"); }};
    const ScriptedService rogue{[&data](const Peer& peer) {
      play(peer, [&](const std::string& command) {
        if (command.starts_with("RETR")) {
          return peer.send("150 here it comes\r\n426 broken off\r\n");
        }
        return command.starts_with("PASV") && peer.send(passive("127.0.0.1", data.port()));
      });
    }};
    const auto reply = ask(ftp(rogue.port(), "get", "x"));
    CHECK(reply.contains("failure"));
    CHECK_FALSE(reply.contains("body"));
  }

  TEST_CASE("a server that is full refuses") {
    const ScriptedService full{[](const Peer& peer) { peer.send("421 too many are here\r\n"); }};
    const auto reply = ask(ftp(full.port(), "login"));
    CHECK(reply.at("refused") == Value{{"code", 421}, {"message", "too many are here"}});
  }
}
