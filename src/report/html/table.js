// Tables that may be long: rows are made as they are asked for.
const rowsAtOnce = 200;

/** Fills the body, `rowsAtOnce` rows now and the others as the reader gets there. */
function fillRows(panel, body, items, rowOf, all) {
  let made = 0;
  const button = make("button", {type: "button", class: "more"});
  const more = number => {
    const end = Math.min(items.length, made + number);
    const rows = [];
    for (; made < end; ++made) rows.push(rowOf(items[made]));
    body.append(...rows);
    button.hidden = made === items.length;
    button.textContent = `Show more (${(items.length - made).toLocaleString("en")} left)`;
  };
  button.addEventListener("click", () => more(rowsAtOnce));
  panel.append(button);
  more(all ? items.length : rowsAtOnce);
  if (!button.hidden) {
    new IntersectionObserver(seen => {
      if (seen.some(entry => entry.isIntersecting) && !button.hidden) more(rowsAtOnce);
    }, {rootMargin: "400px"}).observe(button);
  }
}

/** Heads of columns that sort; `columns` are [name, key function or null]. */
function sortableHead(columns) {
  return make("thead", {}, make("tr", {}, columns.map(([name, keyOf]) => {
    if (keyOf === null) return make("th", {scope: "col"}, name);
    const {column, descending} = chosen.sort;
    const order = column !== name ? null : descending ? "descending" : "ascending";
    const same = () => [...document.querySelectorAll(`[data-column="${name}"]`)];
    const turn = event => {
      const at = same().indexOf(event.currentTarget);
      choose({sort: column !== name ? {column: name, descending: false}
                  : descending ? {column: "", descending: false} : {column: name, descending: true}});
      same()[at].focus();
    };
    return make("th", {scope: "col", "aria-sort": order},
                make("button", {type: "button", class: "sort", "data-column": name, click: turn}, name,
                     make("span", {"aria-hidden": "true"}, order === null ? "" : descending ? " ▾" : " ▴")));
  })));
}

function sorted(items, columns) {
  const keyOf = columns.find(([name]) => name === chosen.sort.column)?.[1];
  if (!keyOf) return items;
  const direction = chosen.sort.descending ? -1 : 1;
  const keys = new Map(items.map(item => [item, keyOf(item)]));
  return items.toSorted((a, b) => direction * (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0));
}

const stringColumns = () => [
  ["Verdict", string => verdictNames.indexOf(string.verdict)],
  ["Connection string", string => string.text],
  ["Instance", string => instanceOf(string)?.name ?? ""],
  ["Transport", string => transportOf(string)?.name ?? ""],
  ...(data.probed ? [["Probe", string => string.probe.outcome]] : []),
  ["Rules", string => string.rules.map(rule => data.rules[rule].id).join(" ")],
  ["Place", null],
];

/** The whole row opens what its button opens. */
function openingRow(button, ...cells) {
  return make("tr", {class: "opens", click: event => {
    if (!button.contains(event.target) && getSelection().isCollapsed) button.click();
  }}, cells);
}

function stringRow(string) {
  const button = make("button", {type: "button", class: "open mono", click: () => showString(string, button)}, string.text);
  const row = openingRow(button, make("td", {}, verdictLabel(string.verdict)), make("td", {}, button),
                         make("td", {}, instanceOf(string)?.name ?? "–"), make("td", {}, transportOf(string)?.name ?? "–"));
  if (data.probed) row.append(make("td", {}, string.probe.outcome));
  row.append(make("td", {class: "rules"}, string.rules.map(rule => make("span", {}, data.rules[rule].id))),
             make("td", {class: "quiet place"}, string.place));
  return row;
}

function renderTable(panel, strings, findings, all) {
  const body = make("tbody");
  panel.append(make("table", {class: "rows"}, make("caption", {class: "unseen"}, "Connection strings"),
                    sortableHead(stringColumns()), body));
  fillRows(panel, body, sorted(strings, stringColumns()), stringRow, all);
}
