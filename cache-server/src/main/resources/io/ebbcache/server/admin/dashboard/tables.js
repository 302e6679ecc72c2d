// Hot keys, and the nodes of the cluster.

import {bytes, NONE, percent, rate, several} from "./format.js";
import {drawSmall} from "./map.js";

const SMALL_COLUMNS = 16;

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  if (className) {
    made.className = className;
  }
  return made;
}

function bar(className) {
  return element("span", "", `bar ${className ?? ""}`);
}

function fill(bar, share) {
  bar.style.setProperty("--share", Math.min(1, Math.max(0, share || 0)));
}

export function showHotKeys(hotKeys) {
  const caption = document.getElementById("hot-caption");
  const table = document.getElementById("hot-keys");
  table.hidden = !hotKeys?.keys.length;
  if (!hotKeys) {
    caption.textContent =
      "Not told here: the node does not look for them (--no-hot-keys), shows no keys (-X), or asks clients to log in.";
    return;
  }
  const lately = `of the last ${Math.round(hotKeys.seconds)} s, from a sample`;
  caption.textContent = hotKeys.keys.length
    ? `Keys that take a hundredth of the requests or more, ${lately}.`
    : `No key takes a hundredth of the requests, ${lately}.`;
  keep(table.tBodies[0], hotKeys.keys, ({key}) => key, hotKeyRow, updateHotKey);
}

/**
 * Lets the children be those of the items, in their order. One whose item is there still stays the same element, so that it can be selected and
 * read in peace.
 */
function keep(parent, items, nameOf, make, update) {
  const there = new Map([...parent.children].map((child) => [child.dataset.item, child]));
  const wanted = items.map((item) => {
    const name = nameOf(item);
    const child = there.get(name) ?? make(item);
    child.dataset.item = name;
    update(child, item);
    return child;
  });
  if (wanted.length !== parent.children.length || wanted.some((child, i) => child !== parent.children[i])) {
    parent.replaceChildren(...wanted);
  }
}

/** Sets what is read only where it is another text. */
function say(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function hotKeyRow({key}) {
  const row = document.createElement("tr");
  const text = readable(key);
  const name = element("th", text);
  name.scope = "row";
  name.title = text;
  const share = element("td");
  share.append(bar(), element("span"));
  row.append(name, share, element("td"));
  return row;
}

function updateHotKey(row, {share, perSecond}) {
  fill(row.cells[1].querySelector(".bar"), share);
  say(row.cells[1].lastChild, percent(share));
  say(row.cells[2], rate(perSecond));
}

/** A key as it was stored, if that is text; else as URLs have it. */
function readable(key) {
  try {
    const text = decodeURIComponent(key);
    return /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(text) ? key : text;
  } catch {
    return key;
  }
}

export function showCluster(cluster) {
  const section = document.getElementById("cluster");
  section.hidden = !cluster;
  if (!cluster) {
    return;
  }
  const missing = cluster.nodes.filter((node) => node.missing).length;
  document.getElementById("cluster-caption").textContent =
    `${several(cluster.nodes.length, "node")}, ring ${cluster.ringVersion}` +
    (missing ? `, ${missing} missing` : "") +
    (cluster.tentative ? "; tentative: this is a smaller part of the cluster, or the others are not found yet" : "");
  keep(document.getElementById("nodes"), cluster.nodes, ({name}) => name, nodeCard, updateNode);
}

function nodeCard(node) {
  const card = element("li", "", "node");
  card.dataset.node = node.name;
  const title = element("h3", node.name);
  title.title = node.name;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `segments of ${node.name}`);
  const memory = element("p", "", "memory");
  memory.append(bar("wide"), element("span"));
  const figures = element("div", "", "figures");
  figures.append(canvas, memory, element("p", "", "traffic"));
  card.append(title, element("p", "", "caption"), figures);
  return card;
}

function updateNode(card, node) {
  card.dataset.missing = node.missing;
  say(card.querySelector(".caption"), standing(node));
  const known = node.resident != null;
  card.querySelector(".figures").hidden = !known;
  if (known) {
    drawSmall(card.querySelector("canvas"), node.state ?? "", SMALL_COLUMNS);
    fill(card.querySelector(".bar"), node.resident / node.limit);
    say(card.querySelector(".memory").lastChild, `${bytes(node.resident)} of ${bytes(node.limit)}`);
    const traffic = [`${percent(node.hitRatio)} hits`, rate(node.requestsPerSecond), several(node.items, "item")];
    say(card.querySelector(".traffic"), traffic.join(" · "));
  }
}

function standing(node) {
  const address = node.address ?? NONE;
  if (node.missing) {
    return `${address} · missing`;
  }
  if (node.own) {
    return `${address} · this node`;
  }
  return node.resident == null ? `${address} · has told nothing lately` : address;
}
