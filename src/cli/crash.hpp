#pragma once

namespace ampslint {

/// Sees to it that a crash shows nothing of what was read: passwords are in it. There is no core
/// file, and an exception that nobody catches ends the program with that status, unquoted.
void install_crash_handler(int status);

/// Has a crash write where it happened to standard error, and nothing that was read: for who is
/// started by an editor, which keeps these words.
void install_last_words();

}  // namespace ampslint
