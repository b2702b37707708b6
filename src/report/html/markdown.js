// As much of Markdown as the pages of rules are written in, as elements.

function inlineNodes(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)/g)) {
    nodes.push(text.slice(at, match.index));
    if (match[1] !== undefined) nodes.push(make("code", {}, match[1]));
    else if (match[2] !== undefined) nodes.push(make("strong", {}, match[2]));
    else nodes.push(match[3]);
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function tableOf(lines) {
  const cells = line => line.replace(/^\||\|$/g, "").split("|").map(cell => inlineNodes(cell.trim()));
  const row = (line, tag) => make("tr", {}, cells(line).map(cell => make(tag, {}, cell)));
  return make("table", {}, make("thead", {}, row(lines[0], "th")),
              make("tbody", {}, lines.slice(2).map(line => row(line, "td"))));
}

function listOf(lines) {
  const ordered = /^\d/.test(lines[0]);
  const items = [];
  for (const line of lines) {
    const item = line.match(/^(?:[-*]|\d+\.) (.*)$/);
    if (item) items.push(item[1]);
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return make(ordered ? "ol" : "ul", {}, items.map(item => make("li", {}, inlineNodes(item))));
}

function paragraphOf(lines) {
  if (/^(?:[-*]|\d+\.) /.test(lines[0])) return listOf(lines);
  if (lines.length > 2 && /^\|[-| :]+\|$/.test(lines[1])) return tableOf(lines);
  return make("p", {}, inlineNodes(lines.join(" ")));
}

/** The page below its title; its headings are of this level and below. */
function rendered(page, level) {
  const nodes = [];
  const lines = page.split("\n");
  let block = [];
  const finish = () => {
    if (block.length) nodes.push(paragraphOf(block));
    block = [];
  };
  for (let at = 0; at < lines.length; ++at) {
    const line = lines[at];
    const heading = line.match(/^(#+) (.*)$/);
    if (line.startsWith("```")) {
      finish();
      const end = lines.indexOf("```", at + 1);
      const code = lines.slice(at + 1, end < 0 ? lines.length : end).join("\n");
      nodes.push(make("p", {class: "caption"}, line.slice(3)), make("pre", {tabindex: "0"}, make("code", {}, code)));
      at = end < 0 ? lines.length : end;
    } else if (heading) {
      finish();
      if (heading[1].length > 1) nodes.push(make(`h${Math.min(heading[1].length + level - 2, 6)}`, {}, inlineNodes(heading[2])));
    } else if (line.trim() === "") {
      finish();
    } else {
      block.push(line);
    }
  }
  finish();
  return nodes;
}
