#include <algorithm>
#include <array>

#include "model/schema/sections.hpp"

// The transaction log and the SOW.
namespace ampslint {
namespace topic_table {
namespace {

using enum ValueKind;
constexpr auto many = Occurs::many;
constexpr auto legacy = Standing::legacy;
constexpr auto obsolete = Standing::obsolete;

// Variants of a queue, by its Semantics.
constexpr std::string_view at_least_once = "at-least-once";

template <std::size_t A, std::size_t B>
constexpr std::array<SchemaElement, A + B> joined(const SchemaElement (&first)[A],
                                                  const SchemaElement (&second)[B]) {
  std::array<SchemaElement, A + B> rows;
  std::ranges::copy(first, rows.begin());
  std::ranges::copy(second, rows.begin() + A);
  return rows;
}

// clang-format off
constexpr SchemaElement transaction_log[] = {
    {.name = "JournalDirectory", .value = path, .required = every_variant},
    {.name = "JournalArchiveDirectory", .value = path},
    {.name = "JournalSize", .value = bytes, .default_value = "1GB", .least = "10MB"},
    {.name = "MinJournalSize", .value = bytes, .least = "10MB", .standing = legacy, .synonym_of = "JournalSize"},
    {.name = "PreallocatedJournalFiles", .value = integer, .default_value = "2", .least = "1"},
    {.name = "FlushInterval", .value = interval, .default_value = "100ms", .least = "1us", .most = "1000ms"},
    {.name = "O_DIRECT", .value = boolean, .default_value = "enabled"},
    {.name = "InactiveClientAckExpiration", .value = interval, .since = after_5_3_0},
    {.name = "CompressedJournalCacheMemoryLimit", .value = bytes, .since = after_5_3_0, .notice = "defaults to 10% of the host's memory or 10GB, whichever is lower"},
    {.name = "Topic", .value = none, .content = "TransactionLog/Topic", .occurs = many},
    {.name = "BatchSize", .standing = obsolete},
    {.name = "MetadataIndexing", .value = choice, .choices = "persistent transient", .standing = obsolete},
};
constexpr SchemaElement logged_topic[] = {
    {.name = "Name", .value = topics, .required = every_variant},
    {.name = "MessageType", .value = message_type, .required = every_variant},
};

constexpr SchemaElement sow[] = {
    {.name = "Topic", .value = none, .content = "SOW/Topic", .occurs = many},
    {.name = "Queue", .value = none, .content = "Queue", .occurs = many, .since = "5.0"},
    {.name = "LocalQueue", .value = none, .content = "Queue", .occurs = many, .since = "5.0"},
    {.name = "GroupLocalQueue", .value = none, .content = "GroupLocalQueue", .occurs = many, .since = after_5_3_0},
    {.name = "View", .value = none, .content = "View", .occurs = many},
    {.name = "ConflatedTopic", .value = none, .content = "ConflatedTopic", .occurs = many},
    {.name = "QueueDefinition", .value = none, .content = "Queue", .occurs = many, .standing = legacy, .synonym_of = "Queue", .since = "5.0"},
    {.name = "ViewDefinition", .value = none, .content = "View", .occurs = many, .standing = legacy, .synonym_of = "View"},
    {.name = "ReplicaDefinition", .value = none, .content = "ConflatedTopic", .occurs = many, .standing = legacy, .synonym_of = "ConflatedTopic"},
    {.name = "TopicDefinition", .value = none, .content = "SOW/Topic", .occurs = many, .standing = legacy, .synonym_of = "Topic"},
};

constexpr SchemaElement sow_topic[] = {
    {.name = "Name", .value = topic, .required = every_variant},
    {.name = "Topic", .value = topic, .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "FileName", .value = path, .notice = "required with Durability persistent"},
    {.name = "Durability", .value = choice, .choices = "persistent transient", .default_value = "persistent"},
    {.name = "Duration", .value = choice, .choices = "persistent transient", .standing = legacy, .synonym_of = "Durability"},
    {.name = "RecoveryPoint", .value = choice, .choices = "epoch now", .default_value = "epoch"},
    {.name = "Expiration", .value = interval, .choices = on_off, .default_value = "disabled"},
    {.name = "Key", .value = identifier, .occurs = many, .in_order = true},
    {.name = "KeyDomain", .excludes = "KeyGenerator", .needs = "Key", .default_from = "Name", .notice = "defaults to the Name"},
    {.name = "KeyGenerator", .value = none, .content = "KeyGenerator"},
    {.name = "SlabSize", .value = bytes, .default_value = "5MB", .most = "1GB", .since = "5.0"},
    {.name = "InitialSlabCount", .value = integer, .default_value = "1", .most = "1024", .since = "5.0"},
    {.name = "HashIndex", .value = none, .content = "HashIndex", .occurs = many, .since = "4.3.1"},
    {.name = "Index", .value = identifier, .occurs = many},
    {.name = "ExpectedKeyCountHint", .value = integer, .since = after_5_3_0},
    {.name = "History", .value = none, .content = "History", .excludes = "Expiration Pattern"},
    {.name = "Preprocessing", .value = none, .content = "Preprocessing"},
    {.name = "Enrichment", .value = none, .content = "Enrichment"},
    {.name = "Pattern", .value = pattern, .since = after_5_3_0, .manual = "Storing Multiple Logical Topics in One Physical Topic"},
    {.name = "RecordSize", .value = bytes, .standing = obsolete, .notice = "'SlabSize' is the product of it and 'IncrementSize'"},
    {.name = "IncrementSize", .value = integer, .standing = obsolete, .notice = "'SlabSize' is the product of it and 'RecordSize'"},
    {.name = "InitialSize", .value = integer, .standing = obsolete, .notice = "'InitialSlabCount' is used instead"},
};
constexpr SchemaElement history[] = {
    {.name = "Window", .value = interval, .required = every_variant},
    {.name = "Granularity", .value = interval, .required = every_variant},
};
constexpr SchemaElement hash_index[] = {{.name = "Key", .value = identifier, .occurs = many, .required = every_variant}};
constexpr SchemaElement key_generator[] = {
    {.name = "Module", .value = key_generator_module, .required = every_variant},
    {.name = "Options", .value = none, .content = "?"},
};
constexpr SchemaElement preprocessing[] = {{.name = "Field", .value = field, .occurs = many, .required = every_variant, .in_order = true}};
constexpr SchemaElement enrichment[] = {{.name = "Field", .value = enrichment_field, .occurs = many, .required = every_variant, .in_order = true}};

constexpr SchemaElement queue[] = {
    {.name = "Name", .value = topic, .required = every_variant},
    {.name = "Topic", .value = topic, .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "UnderlyingTopic", .value = topics, .default_from = "Name", .notice = "defaults to the Name"},
    {.name = "DefaultPublishTarget", .value = topic, .notice = "required where the UnderlyingTopic is a pattern"},
    {.name = "LeasePeriod", .value = interval, .allowed = at_least_once},
    {.name = "Semantics", .value = choice, .choices = "at-least-once at-most-once", .default_value = "at-least-once"},
    {.name = "MaxBacklog", .value = integer},
    {.name = "MaxPerSubscriptionBacklog", .value = integer, .default_value = "1"},
    {.name = "Expiration", .value = interval},
    {.name = "ExpirationModel", .value = choice, .choices = "queue latest earliest default", .default_value = "default", .since = after_5_3_0},
    {.name = "Filter", .value = filter},
    {.name = "RecoveryPoint", .value = bookmark, .choices = "epoch now creation", .default_value = "epoch"},
    {.name = "FairnessModel", .value = choice, .choices = "fast round-robin proportional", .notice = "defaults to proportional; round-robin with Semantics at-most-once"},
    {.name = "Leasing", .value = choice, .allowed = at_least_once, .choices = "strict sublet", .default_value = "sublet"},
    {.name = "MaxDeliveries", .value = integer, .allowed = at_least_once, .default_value = "0"},
    {.name = "MaxCancels", .value = integer, .allowed = at_least_once, .default_value = "0"},
    {.name = "Priority", .value = expression, .excludes = "BarrierExpression TargetQueueDepth"},
    {.name = "BarrierExpression", .value = filter, .excludes = "TargetQueueDepth", .since = after_5_3_0},
    {.name = "FileBackedMetadata", .value = boolean, .since = "5.3.4"},
    {.name = "TargetQueueDepth", .value = integer, .least = "1000", .since = after_5_3_0},
    {.name = "DeferredAckExpiration", .value = interval, .default_value = "1d"},
};
constexpr SchemaElement owned[] = {
    {.name = "InitialOwner", .required = every_variant},
    {.name = "GroupLocalQueueDomain", .since = "5.3.4", .notice = "defaults to the instance's Group"},
};
constexpr auto group_local_queue = joined(queue, owned);

constexpr SchemaElement view[] = {
    {.name = "Name", .value = topic, .required = every_variant},
    {.name = "Topic", .value = topic, .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "UnderlyingTopic", .content = "UnderlyingTopic", .required = every_variant},
    {.name = "Projection", .value = none, .content = "Projection", .required = every_variant},
    {.name = "Grouping", .value = none, .content = "Grouping", .required = every_variant},
    {.name = "KeyDomain", .default_from = "Name", .notice = "defaults to the Name"},
    {.name = "Conflation", .value = choice, .choices = "none inline", .default_value = "none"},
    {.name = "Filter", .value = filter, .notice = "not with a Join"},
    {.name = "HashIndex", .value = none, .content = "HashIndex", .occurs = many},
    {.name = "JoinNullEquivalency", .value = boolean, .default_value = "disabled", .default_before = "enabled", .default_since = after_5_3_0},
    {.name = "FileName", .value = path, .notice = "not used"},
};
constexpr SchemaElement underlying_topic[] = {{.name = "Join", .value = join, .occurs = many, .in_order = true}};
constexpr SchemaElement projection[] = {{.name = "Field", .value = view_field, .occurs = many, .required = every_variant, .in_order = true}};
constexpr SchemaElement grouping[] = {{.name = "Field", .value = view_identifier, .occurs = many, .required = every_variant}};
constexpr SchemaElement conflated_topic[] = {
    {.name = "Name", .value = topic, .required = every_variant},
    {.name = "Topic", .value = topic, .standing = legacy, .synonym_of = "Name"},
    {.name = "MessageType", .value = message_type, .required = every_variant},
    {.name = "UnderlyingTopic", .value = topic, .required = every_variant},
    {.name = "Interval", .value = interval, .default_value = "5s", .least = "100ms"},
    {.name = "Filter", .value = filter},
    {.name = "HashIndex", .value = none, .content = "HashIndex", .occurs = many},
    // The same as before a key is made: fields of one message.
    {.name = "Enrichment", .value = none, .content = "Preprocessing", .since = after_5_3_0},
    {.name = "TopicFormat", .value = topic_format, .since = after_5_3_0, .notice = "required where the underlying topic has a Pattern"},
};

constexpr ContentModel topic_models[] = {
    {.name = "TransactionLog", .manual = "Configuring a Transaction Log", .rows = transaction_log},
    {.name = "TransactionLog/Topic", .manual = "Configuring a Transaction Log", .rows = logged_topic},
    {.name = "SOW", .manual = "Configuring the SOW", .rows = sow},
    {.name = "SOW/Topic", .manual = "Configuring Topics in a SOW", .rows = sow_topic},
    {.name = "History", .manual = "Configuring Topics in a SOW", .rows = history},
    {.name = "HashIndex", .manual = "Indexing SOW Topics", .rows = hash_index},
    {.name = "KeyGenerator", .manual = "Configuring Topics in a SOW", .rows = key_generator},
    {.name = "Preprocessing", .manual = "State of the World Message Enrichment", .rows = preprocessing},
    {.name = "Enrichment", .manual = "State of the World Message Enrichment", .rows = enrichment},
    {.name = "Queue", .manual = "Configuring Queues in a SOW", .rows = queue, .decided_by = "Semantics"},
    {.name = "GroupLocalQueue", .manual = "Configuring Queues in a SOW", .rows = group_local_queue, .decided_by = "Semantics"},
    {.name = "View", .manual = "Configuring Views in a SOW", .rows = view},
    {.name = "UnderlyingTopic", .manual = "Configuring Views in a SOW", .rows = underlying_topic},
    {.name = "Projection", .manual = "Configuring Views in a SOW", .rows = projection},
    {.name = "Grouping", .manual = "Configuring Views in a SOW", .rows = grouping},
    {.name = "ConflatedTopic", .manual = "Configuring Conflated Topics in a SOW", .rows = conflated_topic},
};
// clang-format on

}  // namespace
}  // namespace topic_table

std::span<const ContentModel> models_of_topics() { return topic_table::topic_models; }

}  // namespace ampslint
