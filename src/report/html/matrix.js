// The matrix: a table of the same clients and listeners as the map.

function cellButton(link) {
  const many = link.strings.length > 1 || !link.client.single;
  const count = link.strings.length.toLocaleString("en");
  const button = make("button", {type: "button", class: `cell v-${link.verdict}`, click: () => openLink(link, button),
                                 title: `${link.verdict}: ${link.client.label} – ${link.listener.label}`},
                      sign(link.verdict), many ? count : null);
  return button;
}

function columnHead(node) {
  const button = make("button", {type: "button", title: `${node.label}: ${node.words}`, click: () => openListener(node, button)},
                      node.label);
  return make("th", {scope: "col", class: "upright"}, button);
}

function matrixRow(client, listeners, rows) {
  const byListener = grouped(client.links, link => link.listener);
  const name = make("button", {type: "button", class: "name", title: clientTitle(client), click: () => openClient(client, name)},
                    client.label);
  const row = [name];
  const cells = listeners.map(listener => {
    const buttons = (byListener.get(listener) ?? []).map(cellButton);
    for (const button of buttons) Object.assign(button, {column: listener.index});
    row.push(...buttons);
    return make("td", {}, buttons);
  });
  rows.push(row);
  return make("tr", {}, make("th", {scope: "row"}, name), cells);
}

/** Left and right through a row's buttons, up and down to the nearest column. */
function matrixStep(rows, places) {
  return (key, number) => {
    const [row, at] = places[number];
    if (key === "ArrowRight") return rows[row][at + 1];
    if (key === "ArrowLeft") return rows[row][at - 1];
    const other = rows[row + (key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : NaN)];
    if (!other) return null;
    if (at === 0) return other[0];
    const column = rows[row][at].column;
    return other.slice(1).reduce((a, b) => Math.abs(b.column - column) < Math.abs(a.column - column) ? b : a, other[1]);
  };
}

function renderMatrix(panel, strings) {
  const picture = pictureOf(strings);
  const grouping = picture.by === "string" ? "Connection string" : `Connection strings by ${groupings[picture.by].label}`;
  const expanded = picture.blocks.some(block => block.title !== null && block.instance !== null);
  const titles = picture.blocks.filter(block => block.nodes.length).map(block => make("th", {scope: "colgroup", colspan: block.nodes.length, class: "instance"},
                                                  make("span", {title: block.title}, block.title ?? "")));
  const heads = picture.listeners.map(columnHead);
  const rows = [];
  const body = make("tbody", {}, picture.clients.map(client => matrixRow(client, picture.listeners, rows)));
  const first = make("th", {scope: "col", class: "first", rowspan: expanded ? 2 : 1}, grouping);
  const head = expanded ? [make("tr", {}, first, titles), make("tr", {}, heads)] : [make("tr", {}, first, heads)];
  const buttons = rows.flat();
  roving(buttons, matrixStep(rows, rows.flatMap((row, number) => row.map((_, at) => [number, at]))));
  panel.append(make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix"},
                    make("table", {class: "matrix"}, make("caption", {class: "unseen"}, "Who can talk to whom"),
                         make("thead", {}, head), body)));
}
