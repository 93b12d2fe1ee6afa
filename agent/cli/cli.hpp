#pragma once

namespace labcheck::cli {

/// The whole program; returns the process's exit code (design §9).
int main(int argc, char** argv);

}  // namespace labcheck::cli
