#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include "probe/endpoint.hpp"
#include "probe/stage_result.hpp"

namespace ampslint {

/// What stands for a request to a path that is no `may_be_requested`.
StageResult not_requested();

/// The HTTP preflight of a tcp or tcps client, byte for byte as the C++ client sends it.
Task<StageResult> send_preflight(Channel& channel, const Endpoint& endpoint, Observation& seen);

/// Asks for a resource of the Admin interface, one that can only be read; keeps the head of the
/// answer.
Task<StageResult> ask_admin(Channel& channel, const Endpoint& endpoint, Observation& seen);

/// Fetches a resource of the Admin interface whole.
Task<StageResult> fetch_admin(Channel& channel, const Endpoint& endpoint, std::string_view resource,
                              std::string& body);

/// Keeps the head of an answer; the step is a success for 101 only.
StageResult check_answer(const Channel& channel,
                         const boost::beast::http::response_header<>& answer, Observation& seen);

/// An answer that is not HTTP, or none at all.
StageResult no_answer(const Channel& channel, const ErrorCode& error, Observation& seen);

}  // namespace ampslint
