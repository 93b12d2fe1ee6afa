#pragma once

#include <labcheck/check_type.hpp>

/// Every check type is declared here and listed in registry.cpp: one file and one line each.
namespace labcheck::checks {

// system/
CheckType command();
CheckType file();
CheckType package();
CheckType service();
CheckType process();
CheckType user();
CheckType login_policy();
CheckType sysctl();
CheckType action();

// network/
CheckType port();
CheckType interface();
CheckType tcp();
CheckType dns();
CheckType ssh_login();
CheckType ftp();

// web/
CheckType http();

// database/
CheckType sql();

// container/
CheckType container();
CheckType image();

}  // namespace labcheck::checks
