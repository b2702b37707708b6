#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include "probe/endpoint.hpp"
#include "probe/stage_result.hpp"

namespace ampslint {

/// The HTTP preflight of a tcp or tcps client, byte for byte as the C++ client sends it.
Task<StageResult> send_preflight(Channel& channel, const Endpoint& endpoint, Observation& seen);

/// Sends a request as it stands, and keeps the head of the answer; a success for 101 only.
Task<StageResult> ask(Channel& channel, std::string request, Observation& seen);

/// Keeps the head of an answer; the step is a success for 101 only.
StageResult check_answer(const Channel& channel,
                         const boost::beast::http::response_header<>& answer, Observation& seen);

/// An answer that is no HTTP, or none at all.
StageResult no_answer(const Channel& channel, const ErrorCode& error, Observation& seen);

}  // namespace ampslint
