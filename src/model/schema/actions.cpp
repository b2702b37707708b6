#include "model/schema/sections.hpp"

// Actions, and the options of the modules for them.
namespace ampslint {
namespace action_table {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;

// clang-format off
constexpr SchemaElement actions[] = {{.name = "Action", .value = none, .content = "Action", .occurs = many}};
constexpr SchemaElement action[] = {
    {.name = "On", .value = none, .content = "Action/On", .occurs = many, .required = every_variant},
    {.name = "If", .value = none, .content = "Action/If", .occurs = many, .in_order = true},
    {.name = "Do", .value = none, .content = "Action/Do", .occurs = many, .required = every_variant, .in_order = true},
};
constexpr SchemaElement on_step[] = {
    {.name = "Module", .value = on_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement if_step[] = {
    {.name = "Module", .value = if_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement do_step[] = {
    {.name = "Module", .value = do_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};

constexpr SchemaElement schedule_on[] = {
    {.name = "Every", .value = schedule, .required = every_variant},
    {.name = "Name", .default_value = "unknown"},
};
constexpr SchemaElement signal_on[] = {{.name = "Signal", .value = signal_name, .required = every_variant}};
constexpr SchemaElement admin_on[] = {
    {.name = "Path", .value = path_step, .required = every_variant},
    {.name = "RequiredParameter", .occurs = many},
    {.name = "Name"},
    {.name = "Description"},
};
constexpr SchemaElement topic_on[] = {
    {.name = "Topic", .value = topics, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
};
constexpr SchemaElement publish_on[] = {
    {.name = "Topic", .value = topics, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "MessageSource", .value = choice, .choices = "all local replicated", .default_value = "all"},
    {.name = "Filter", .value = condition},
    {.name = "Options"},
};
constexpr SchemaElement affinity_on[] = {
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "ControlTopic", .value = topic, .required = every_variant},
    {.name = "DataTopic", .value = topic, .required = every_variant},
    {.name = "DataFilter", .value = condition},
};
constexpr SchemaElement expire_on[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Reason", .value = list, .choices = "time_limit forced_expire max_cancels max_deliveries"},
};
constexpr SchemaElement delete_on[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
};
constexpr SchemaElement oof_on[] = {
    {.name = "Topic", .value = topics, .required = every_variant},
    {.name = "MessageType", .required = every_variant},
    {.name = "Filter", .value = condition},
    {.name = "Type", .value = choice, .choices = "match delete expire all", .default_value = "all"},
};
constexpr SchemaElement timeout_on[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Duration", .value = interval},
    {.name = "Filter", .value = condition},
};
constexpr SchemaElement alert_on[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "OOFEvent", .required = every_variant},
    {.name = "TimeoutEvent", .required = every_variant},
    {.name = "EventVariable", .value = variable, .required = every_variant},
    {.name = "Duration", .value = interval},
    {.name = "Filter", .value = condition},
};
constexpr SchemaElement event_on[] = {{.name = "Event", .required = every_variant}};
constexpr SchemaElement condition_if[] = {{.name = "Condition", .value = condition, .required = every_variant}};
constexpr SchemaElement usage_if[] = {
    {.name = "Path", .required = every_variant},
    {.name = "GreaterThan", .value = percentage, .required = every_variant, .least = "1%", .most = "99%"},
};
constexpr SchemaElement files_do[] = {
    {.name = "Age", .value = interval, .required = every_variant},
    {.name = "Pattern", .value = glob, .required = every_variant},
    {.name = "Keep", .value = integer},
    {.name = "Count", .value = integer},
};
constexpr SchemaElement age_do[] = {{.name = "Age", .value = interval, .required = every_variant}};
constexpr SchemaElement delete_do[] = {
    {.name = "Topic", .value = topics, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    // Public configurations leave it out.
    {.name = "Filter", .value = condition, .notice = "called required"},
};
constexpr SchemaElement compact_do[] = {
    {.name = "Topic", .value = topic, .needs = "MessageType"},
    {.name = "MessageType", .value = message_type, .needs = "Topic"},
};
constexpr SchemaElement query_do[] = {
    {.name = "Topic", .value = topics, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Filter", .value = condition, .required = every_variant},
    {.name = "CaptureData", .value = variable, .required = every_variant},
    {.name = "DefaultData"},
    {.name = "OrderBy"},
    {.name = "Options"},
};
constexpr SchemaElement transport_do[] = {{.name = "Transport", .value = transport, .notice = "defaults to all transports"}};
constexpr SchemaElement client_do[] = {
    {.name = "Transport", .value = transport},
    {.name = "AuthenticationId"},
};
constexpr SchemaElement publish_do[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "Data", .required = every_variant},
    {.name = "Delta", .value = boolean, .default_value = "false"},
    {.name = "UpdateOnly", .value = boolean, .default_value = "false"},
};
constexpr SchemaElement replication_do[] = {
    {.name = "Age", .value = interval, .required = every_variant},
    {.name = "GracePeriod", .value = interval},
};
constexpr SchemaElement extract_do[] = {
    {.name = "MessageType", .value = message_type, .required = every_variant},
    // Public configurations leave it out.
    {.name = "Value", .value = assignment, .occurs = many, .in_order = true, .notice = "called required"},
    {.name = "Data"},
};
constexpr SchemaElement translate_do[] = {
    {.name = "Data", .required = every_variant},
    {.name = "Value", .value = variable, .required = every_variant},
    {.name = "Case", .occurs = many, .in_order = true},
    {.name = "Default"},
};
constexpr SchemaElement counter_do[] = {
    {.name = "Key", .required = every_variant},
    {.name = "Value", .value = variable, .required = every_variant},
};
constexpr SchemaElement event_do[] = {
    {.name = "Event", .excludes = "EventVariable"},
    {.name = "EventVariable", .value = variable},
};
constexpr SchemaElement system_do[] = {{.name = "Command", .required = every_variant}};
constexpr SchemaElement queue_do[] = {
    {.name = "Topic", .value = topic, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
};
constexpr SchemaElement echo_do[] = {{.name = "Message"}};

constexpr std::string_view automation = "Configuring AMPS for Automation with Actions";

constexpr ContentModel action_models[] = {
    {.name = "Actions", .manual = automation, .rows = actions},
    {.name = "Action", .manual = automation, .rows = action},
    {.name = "Action/On", .manual = automation, .rows = on_step},
    {.name = "Action/If", .manual = automation, .rows = if_step},
    {.name = "Action/Do", .manual = automation, .rows = do_step},

    {.name = "amps-action-on-schedule", .manual = "On a Schedule", .rows = schedule_on},
    {.name = "amps-action-on-startup", .manual = "On AMPS Startup or Shutdown", .rows = {}},
    {.name = "amps-action-on-shutdown", .manual = "On AMPS Startup or Shutdown", .rows = {}},
    {.name = "amps-action-on-signal", .manual = "On a Linux Signal", .rows = signal_on},
    {.name = "amps-action-on-admin", .manual = "On a REST Request", .rows = admin_on},
    {.name = "amps-action-on-minidump", .manual = "On Minidump Creation", .rows = {}},
    {.name = "amps-action-on-connect-client", .manual = "On Client Connect or Disconnect", .rows = {}},
    {.name = "amps-action-on-disconnect-client", .manual = "On Client Connect or Disconnect", .rows = {}},
    {.name = "amps-action-on-logon-client", .manual = "On Client Logon", .rows = {}},
    {.name = "amps-action-on-offline-start", .manual = "On Client Offline Message Buffering", .rows = {}},
    {.name = "amps-action-on-offline-stop", .manual = "On Client Offline Message Buffering", .rows = {}},
    {.name = "amps-action-on-subscribe", .manual = "On Subscribe or Unsubscribe", .rows = topic_on},
    {.name = "amps-action-on-unsubscribe", .manual = "On Subscribe or Unsubscribe", .rows = topic_on},
    {.name = "amps-action-on-connect-incoming-replication", .manual = "On Incoming Replication Connections", .rows = {}},
    {.name = "amps-action-on-disconnect-incoming-replication", .manual = "On Incoming Replication Connections", .rows = {}},
    {.name = "amps-action-on-connect-replication", .manual = "On Outgoing Replication Connections", .rows = {}},
    {.name = "amps-action-on-disconnect-replication", .manual = "On Outgoing Replication Connections", .rows = {}},
    {.name = "amps-action-on-replication-resync-complete", .manual = "On Outgoing Replication Connections", .rows = {}},
    {.name = "amps-action-on-upgrade-replication", .manual = "On Outgoing Replication Connections", .rows = {}},
    {.name = "amps-action-on-downgrade-replication", .manual = "On Outgoing Replication Connections", .rows = {}},
    {.name = "amps-action-on-publish-message", .manual = "On Message Published to AMPS", .rows = publish_on},
    {.name = "amps-action-on-deliver-message", .manual = "On Message Delivered to Subscriber", .rows = topic_on},
    {.name = "amps-action-on-message-affinity", .manual = "On Message Affinity", .rows = affinity_on},
    {.name = "amps-action-on-sow-expire-message", .manual = "On SOW Message Expiration", .rows = expire_on},
    {.name = "amps-action-on-sow-delete-message", .manual = "On SOW Message Delete", .rows = delete_on},
    {.name = "amps-action-on-oof-message", .manual = "On OOF Message", .rows = oof_on},
    {.name = "amps-action-on-message-condition-timeout", .manual = "On Message Condition Timeout", .rows = timeout_on},
    {.name = "amps-action-on-alert", .manual = "On Message State Change", .rows = alert_on},
    {.name = "amps-action-on-execute-event", .manual = "On Custom Event", .rows = event_on},
    {.name = "amps-action-if-condition", .manual = "Based on an Expression", .rows = condition_if},
    {.name = "amps-action-if-file-system-usage", .manual = "Based on File System Capacity", .rows = usage_if},
    {.name = "amps-action-do-rotate-logs", .manual = "Rotate Error/Event Log", .rows = {}},
    {.name = "amps-action-do-compress-files", .manual = "Compress Files", .rows = files_do},
    {.name = "amps-action-do-remove-files", .manual = "Remove Files", .rows = files_do},
    {.name = "amps-action-do-truncate-statistics", .manual = "Truncate Statistics", .rows = age_do},
    {.name = "amps-action-do-vacuum-statistics", .manual = "Truncate Statistics", .rows = {}},
    {.name = "amps-action-do-archive-journal", .manual = "Manage Transaction Log Journal Files", .rows = age_do},
    {.name = "amps-action-do-compress-journal", .manual = "Manage Transaction Log Journal Files", .rows = age_do},
    {.name = "amps-action-do-remove-journal", .manual = "Manage Transaction Log Journal Files", .rows = age_do},
    {.name = "amps-action-do-delete-sow", .manual = "Delete SOW Messages", .rows = delete_do},
    {.name = "amps-action-do-compact-sow", .manual = "Compact SOW Topic", .rows = compact_do},
    {.name = "amps-action-do-query-sow", .manual = "Query a SOW Topic", .rows = query_do},
    {.name = "amps-action-do-enable-authentication", .manual = "Manage Security", .rows = {}},
    {.name = "amps-action-do-disable-authentication", .manual = "Manage Security", .rows = {}},
    {.name = "amps-action-do-reset-authentication", .manual = "Manage Security", .rows = client_do},
    {.name = "amps-action-do-enable-entitlement", .manual = "Manage Security", .rows = {}},
    {.name = "amps-action-do-disable-entitlement", .manual = "Manage Security", .rows = {}},
    {.name = "amps-action-do-reset-entitlement", .manual = "Manage Security", .rows = client_do},
    {.name = "amps-action-do-enable-transport", .manual = "Enable or Disable Transports", .rows = transport_do},
    {.name = "amps-action-do-disable-transport", .manual = "Enable or Disable Transports", .rows = transport_do},
    {.name = "amps-action-do-publish-message", .manual = "Publish Message", .rows = publish_do},
    {.name = "amps-action-do-downgrade-replication", .manual = "Manage Replication Acknowledgment", .rows = replication_do},
    {.name = "amps-action-do-upgrade-replication", .manual = "Manage Replication Acknowledgment", .rows = replication_do},
    {.name = "amps-action-do-extract-values", .manual = "Extract Values from a Message", .rows = extract_do},
    {.name = "amps-action-do-translate-data", .manual = "Translate Data Within an Action", .rows = translate_do},
    {.name = "amps-action-do-increment-counter", .manual = "Increment Counter", .rows = counter_do},
    {.name = "amps-action-do-execute-event", .manual = "Raise a Custom Event", .rows = event_do},
    {.name = "amps-action-do-execute-system", .manual = "Execute System Command", .rows = system_do},
    {.name = "amps-action-do-enable-proxied-transfer", .manual = "Manage Queue Transfers", .rows = queue_do},
    {.name = "amps-action-do-disable-proxied-transfer", .manual = "Manage Queue Transfers", .rows = queue_do},
    {.name = "amps-action-do-minidump", .manual = "Create a Minidump", .rows = {}},
    {.name = "amps-action-do-shutdown", .manual = "Shut Down AMPS", .rows = {}},
    {.name = "amps-action-do-nothing", .manual = "Debug Action Configurations", .rows = {}},
    {.name = "amps-action-do-echo-message", .manual = "Debug Action Configurations", .rows = echo_do},
};
// clang-format on

}  // namespace
}  // namespace action_table

std::span<const ContentModel> models_of_actions() { return action_table::action_models; }

}  // namespace ampslint
