#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include "probe/step.hpp"
#include "probe/target.hpp"

namespace ampslint {

/// The HTTP preflight of a tcp or tcps client, byte for byte as the C++ client sends it.
Task<Step> send_preflight(Channel& channel, const Target& target, Observation& seen);

/// Sends a request as it stands, and keeps the head of the answer; a success for 101 only.
Task<Step> ask(Channel& channel, std::string request, Observation& seen);

/// Keeps the head of an answer; the step is a success for 101 only.
Step check_answer(const Channel& channel, const boost::beast::http::response_header<>& answer,
                  Observation& seen);

/// An answer that is no HTTP, or none at all.
Step no_answer(const Channel& channel, const ErrorCode& error, Observation& seen);

}  // namespace ampslint
