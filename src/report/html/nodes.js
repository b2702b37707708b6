// The picture as data, for the map and the matrix: clients on one side, listeners on the other, and the links between them.
const mostGroups = 60;
const mostStrings = 120;      // each on its own
const mostTransports = 48;    // beyond, instances stand for theirs
const mostInstances = 60;
const fewStrings = 40;        // each on its own where nothing else was asked for

const withoutTransport = {
  refused: "no transport accepts it",
  unserved: "nothing listens there",
  invalid: "the client rejects it",
  unknown: "cannot be checked",
};

/** What to group these strings by. */
function groupingFor(strings) {
  if (chosen.by === "string" || (chosen.by === "" && strings.length <= fewStrings)) return "string";
  const sizeOf = name => new Set(strings.map(groupings[name].of)).size;
  if (chosen.by !== "" && sizeOf(chosen.by) > 1) return chosen.by;
  const fits = name => sizeOf(name) > 1 && sizeOf(name) <= mostGroups;
  return ["host", "file"].find(fits) ?? ["host", "file", "messageType", "scheme"].find(name => sizeOf(name) > 1) ?? "string";
}

/** The groups as nodes; beyond `most`, one stands for the smallest. */
function clientNodes(strings, by) {
  const nodes = [...grouped(strings, groupings[by].of)].map(
    ([key, members]) => ({by, keys: new Set([key]), label: by === "string" ? key.text : key, strings: members,
                          single: by === "string"}));
  const most = by === "string" ? mostStrings : mostGroups;
  if (nodes.length <= most) return nodes;
  nodes.sort((a, b) => b.strings.length - a.strings.length);
  const others = nodes.splice(most - 1);
  nodes.push({by, keys: new Set(others.flatMap(node => [...node.keys])),
              label: `${others.length.toLocaleString("en")} others`,
              strings: others.flatMap(node => node.strings), single: false});
  return nodes;
}

/** The instances that are shown on their own, and those that one node stands for. */
function shownInstances(strings) {
  if (chosen.instance !== "") return [[Number(chosen.instance)], []];
  const reached = grouped(strings, string => string.instance);
  const all = [...data.instances.keys()];
  const numbers = isFiltered() || all.length > mostInstances ? all.filter(number => reached.has(number)) : all;
  if (numbers.length <= mostInstances) return [numbers, []];
  const bySize = numbers.toSorted((a, b) => reached.get(b).length - reached.get(a).length);
  const first = new Set(bySize.slice(0, mostInstances - 1));
  return [numbers.filter(number => first.has(number)), numbers.filter(number => !first.has(number))];
}

/** The instances to show, those that no string reaches last, each with its nodes: its transports, or one for all of them. */
function listenerBlocks(strings) {
  const [numbers, others] = shownInstances(strings);
  const transports = numbers.reduce((sum, number) => sum + data.instances[number].transports.length, 0);
  const expanded = transports <= mostTransports || numbers.length === 1;
  const blocks = numbers.map(number => {
    const instance = data.instances[number];
    const nodes = expanded
      ? instance.transports.map((transport, index) =>
          ({key: `${number}/${index}`, label: transport.name, words: wordsOf(transport), instance: number, transport}))
      : [{key: `${number}`, label: instance.name, words: counted(instance.transports.length, "transport"), instance: number}];
    return {title: expanded ? instance.name : null, instance: number, nodes};
  });
  if (others.length) {
    blocks.push({title: null, instance: null, nodes: [{key: "others", label: `${others.length} others`, words: "instances",
                                                       others: new Set(others)}]});
  }
  const hidden = new Set(others);
  const lost = strings.filter(string => string.transport === undefined);
  const nodes = verdictCounts(lost).map(([verdict]) =>
    ({key: verdict, label: verdict, words: withoutTransport[verdict], verdict}));
  if (nodes.length) blocks.push({title: "No transport", instance: null, nodes});
  const reached = new Set(strings.map(string => string.instance));
  const isUnused = block => block.instance !== null && !reached.has(block.instance);
  const inOrder = [...blocks.filter(block => !isUnused(block)), ...blocks.filter(isUnused)];
  return {blocks: inOrder, keyOf: string => string.transport === undefined ? string.verdict
                                 : hidden.has(string.instance) ? "others"
                                 : expanded ? `${string.instance}/${string.transport}` : `${string.instance}`};
}

/** Clients, listeners (`blocks` of them) and links, clients in the order of what they reach. */
function pictureOf(strings) {
  const by = groupingFor(strings);
  const clients = clientNodes(strings, by);
  const {blocks, keyOf} = listenerBlocks(strings);
  const listeners = blocks.flatMap(block => block.nodes);
  const byKey = new Map(listeners.map((node, index) => [node.key, Object.assign(node, {index, strings: [], links: []})]));
  const links = [];
  for (const client of clients) {
    client.links = [];
    for (const [key, members] of grouped(client.strings, keyOf)) {
      const listener = byKey.get(key);
      listener.strings.push(...members);
      verdictCounts(members).forEach(([verdict, count], place, all) => {
        const some = count === members.length ? members : members.filter(string => string.verdict === verdict);
        const link = {client, listener, verdict, strings: some, beside: place - (all.length - 1) / 2};
        links.push(link);
        client.links.push(link);
        listener.links.push(link);
      });
    }
    client.rank = client.links.reduce((a, b) => b.strings.length > a.strings.length ? b : a).listener.index;
    client.worst = Math.max(...client.strings.map(string => verdictNames.indexOf(string.verdict)));
  }
  clients.sort((a, b) => a.rank - b.rank || a.worst - b.worst);
  return {by, clients, blocks, listeners, links};
}

/** What a click on a node does: one string is shown, a group becomes all there is to see. */
function openClient(node, opener) {
  if (node.single) showString(node.strings[0], opener);
  else drill({only: {by: node.by, label: node.label, keys: node.keys}});
}

function openListener(node, opener) {
  if (node.verdict) drill({verdicts: new Set([node.verdict])});
  else if (node.others) drill({only: {by: "instance", label: node.label, keys: node.others}});
  else if (node.transport) showTransport(node, opener);
  else drill({instance: String(node.instance)});
}

function openLink(link, opener) {
  if (link.strings.length === 1) showString(link.strings[0], opener);
  else showLink(link, opener);
}

function clientTitle(node) {
  return node.single ? node.label : `${node.label}: ${counted(node.strings.length, "connection string")}`;
}
