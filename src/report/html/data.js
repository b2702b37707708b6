// What was found, as the tool wrote it into the page.
let data = null;

/** Each verdict's sign, for a colour alone says nothing, and its meaning. */
const verdicts = {
  compatible: {glyph: "✓", says: "at least one transport would accept the string"},
  refused: {glyph: "✕", says: "transports listen on that address, but none of them would accept the string"},
  unserved: {glyph: "∅", says: "no transport listens on that address"},
  invalid: {glyph: "!", says: "the client itself rejects the string, or misreads it"},
  unknown: {glyph: "?", says: "the string cannot be checked"},
};
const verdictNames = Object.keys(verdicts);
const severityNames = ["error", "warning", "note"];

/** "1 string", "2 strings". */
function counted(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

function instanceOf(string) {
  return string.instance === undefined ? null : data.instances[string.instance];
}

function transportOf(string) {
  return string.transport === undefined ? null : instanceOf(string).transports[string.transport];
}

/** How a transport may be spoken to, in a few words. */
function wordsOf(transport) {
  const words = [transport.address, transport.protocol ?? transport.type, transport.messageType];
  if (transport.tls) words.push("TLS");
  if (transport.disabled) words.push("disabled");
  return words.filter(Boolean).join(" · ");
}

/** The items by what `keyOf` says of them, in the order that the keys are met. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** How many strings have each verdict, those without any left out: [["refused", 3]]. */
function verdictCounts(strings) {
  const groups = grouped(strings, string => string.verdict);
  return verdictNames.filter(name => groups.has(name)).map(name => [name, groups.get(name).length]);
}

function take(results) {
  data = results;
  for (const finding of data.findings) finding.strings = [];
  for (const string of data.strings) {
    string.searched = [string.text, string.place, string.verdict, instanceOf(string)?.name, transportOf(string)?.name,
                       ...string.rules.map(rule => data.rules[rule].id)].join("\n").toLowerCase();
    for (const number of string.findings) data.findings[number].strings.push(string);
  }
  for (const finding of data.findings) {
    finding.searched = [finding.message, finding.place, finding.severity, data.rules[finding.rule].id,
                        ...finding.strings.map(string => string.searched)].join("\n").toLowerCase();
  }
}
