// The map: clients left, listeners right, a line for each link.
const rowHeight = 28;
const titleHeight = 28;
const blockGap = 10;

/** Lines that leave a group for nowhere stand above and below the others. */
function spread(client) {
  const nowhere = client.single ? [] : client.links.filter(link => link.listener.verdict);
  for (const link of client.links) link.offset = link.beside * 6;
  nowhere.forEach((link, index) => { link.offset = (index % 2 ? -1 : 1) * (8 + 3 * Math.floor(index / 2)); });
}

const gapBelow = block => block.title === null ? 0 : blockGap;
const headOf = block => block.title === null ? 0 : titleHeight;

/** Where the first client begins: where the listeners need more room, the clients stand beside those that they reach. */
function firstClient(picture, all) {
  const ys = [];
  let bottom = 0;
  for (const block of picture.blocks) {
    block.nodes.forEach((node, index) => {
      for (let times = node.verdict ? 0 : node.links.length; times > 0; --times) ys.push(bottom + headOf(block) + (index + 0.5) * rowHeight);
    });
    bottom += block.height + gapBelow(block);
  }
  const height = picture.clients.length * rowHeight;
  const mean = ys.reduce((a, b) => a + b, 0) / ys.length || 0;
  return Math.max(0, Math.min(mean - height / 2, all - height));
}

/** Gives every node its middle `y`: clients one below the other, each block beside the clients that reach it as far as the
 *  others leave room. Returns the height, and where the first client begins. */
function place(picture) {
  for (const block of picture.blocks) block.height = headOf(block) + block.nodes.length * rowHeight;
  const all = Math.max(picture.clients.length * rowHeight,
                       picture.blocks.reduce((sum, block) => sum + block.height + gapBelow(block), 0));
  const first = firstClient(picture, all);
  picture.clients.forEach((client, index) => { client.y = first + (index + 0.5) * rowHeight; });
  let bottom = 0;
  for (const block of picture.blocks) {
    const ys = block.nodes.flatMap(node => node.links.map(link => link.client.y));
    const wanted = ys.length ? ys.reduce((a, b) => a + b) / ys.length - block.height / 2 : bottom;
    block.top = Math.max(bottom, wanted);
    bottom = block.top + block.height + gapBelow(block);
  }
  let limit = all;
  for (const block of picture.blocks.toReversed()) {
    block.top = Math.max(0, Math.min(block.top, limit - gapBelow(block) - block.height));
    limit = block.top;
    block.nodes.forEach((node, index) => { node.y = block.top + headOf(block) + (index + 0.5) * rowHeight; });
  }
  return {height: all, first};
}

/** Of a group, those that reach nothing are a line that ends. */
function lineOf(link, from, to) {
  const nowhere = link.listener.verdict !== undefined && !link.client.single;
  const d = nowhere ? `M0,${from}h14` : `M0,${from}C45,${from} 55,${to} 100,${to}`;
  const width = Math.min(6, 1.6 + 0.7 * Math.log2(link.strings.length));
  const title = `${link.verdict}: ${link.strings.length === 1 ? link.strings[0].text : counted(link.strings.length, "string")}`;
  const line = makeSvg("g", {class: `link v-${link.verdict}`, click: () => openLink(link, null)},
                       makeSvg("title", {}, title),
                       makeSvg("path", {class: "hit", d}),
                       makeSvg("path", {class: "line", d, "stroke-width": width.toFixed(1)}),
                       makeSvg("path", {class: "end", d: nowhere ? `M14,${from}h0` : `M0,${from}h0M100,${to}h0`}));
  link.lines = [line];
  return line;
}

function clientButton(node) {
  const name = make("span", {class: "name"}, node.label);
  const button = make("button", {type: "button", class: "node", title: clientTitle(node), click: () => openClient(node, button)},
                      node.single ? [sign(node.strings[0].verdict), name] : [name, countLabels(verdictCounts(node.strings))]);
  return button;
}

function listenerButton(node) {
  const unused = node.links.length === 0;
  const button = make("button", {type: "button", class: `node${unused ? " unused" : ""}`, title: `${node.label}: ${node.words}`,
                                 click: () => openListener(node, button)},
                      node.verdict ? sign(node.verdict, true) : null,
                      make("span", {class: "name"}, node.label), make("span", {class: "words"}, node.words),
                      unused ? null : countLabels(verdictCounts(node.strings)));
  return button;
}

/** While the pointer or the focus is on a node, the lines of others are faint. */
function lightUp(svg, button, node) {
  const on = () => {
    svg.classList.add("lit");
    for (const link of node.links) link.lines[0].classList.add("on");
  };
  const off = () => {
    svg.classList.remove("lit");
    for (const link of node.links) link.lines[0].classList.remove("on");
  };
  for (const name of ["mouseenter", "focus"]) button.addEventListener(name, on);
  for (const name of ["mouseleave", "blur"]) button.addEventListener(name, off);
}

function blockElement(block) {
  const element = make("li", {class: block.title === null ? "block bare" : "block"});
  if (block.title !== null) {
    element.append(make("h3", {}, block.title));
  }
  block.buttons = block.nodes.map(listenerButton);
  if (block.buttons.length) element.append(make("ul", {}, block.buttons.map(button => make("li", {}, button))));
  element.style.top = `${block.top}px`;
  return element;
}

function renderMap(panel, strings) {
  const picture = pictureOf(strings);
  const {height, first} = place(picture);
  for (const client of picture.clients) spread(client);
  const buttons = picture.clients.map(clientButton);
  const right = make("ul", {class: "blocks", "aria-label": "Instances and transports"}, picture.blocks.map(blockElement));
  right.style.height = `${height}px`;
  const svg = makeSvg("svg", {class: "lines", viewBox: `0 0 100 ${height}`, preserveAspectRatio: "none", "aria-hidden": "true"},
                      picture.links.map(link => lineOf(link, link.client.y + link.offset, link.listener.y + link.beside * 6)));
  svg.style.height = `${height}px`;
  picture.clients.forEach((client, index) => lightUp(svg, buttons[index], client));
  const listenerButtons = picture.blocks.flatMap(block => block.buttons);
  listenerButtons.forEach((button, index) => lightUp(svg, button, picture.listeners[index]));
  roving(buttons, listStep(buttons));
  roving(listenerButtons, listStep(listenerButtons));
  const grouping = picture.by === "string" ? "Connection strings" : `Connection strings by ${groupings[picture.by].label}`;
  const clients = make("ul", {class: "clients", "aria-label": grouping}, buttons.map(button => make("li", {}, button)));
  clients.style.paddingTop = `${first}px`;
  panel.append(make("div", {class: "map"},
                    make("p", {class: "column"}, grouping), make("p", {class: "column right"}, "Transports by instance"),
                    clients, svg, right));
}
