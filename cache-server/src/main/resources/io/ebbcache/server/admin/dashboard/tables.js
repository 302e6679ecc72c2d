// Hot keys, and the nodes of the cluster.

import {bytes, count, NONE, percent, rate} from "./format.js";
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

function bar(share, className) {
  const made = element("span", "", `bar ${className ?? ""}`);
  made.style.setProperty("--share", Math.min(1, Math.max(0, share || 0)));
  return made;
}

export function showHotKeys(hotKeys) {
  const caption = document.getElementById("hot-caption");
  const table = document.getElementById("hot-keys");
  table.hidden = !hotKeys?.keys.length;
  if (!hotKeys) {
    caption.textContent = "This node does not look for them (--no-hot-keys).";
    return;
  }
  const lately = `of the last ${Math.round(hotKeys.seconds)} s, from a sample`;
  caption.textContent = hotKeys.keys.length
    ? `Keys that take a hundredth of the requests or more, ${lately}.`
    : `No key takes a hundredth of the requests, ${lately}.`;
  table.tBodies[0].replaceChildren(...hotKeys.keys.map(hotKeyRow));
}

function hotKeyRow({key, share, perSecond}) {
  const row = document.createElement("tr");
  const text = readable(key);
  const name = element("th", text);
  name.scope = "row";
  name.title = text;
  const part = element("td");
  part.append(bar(share), percent(share));
  row.append(name, part, element("td", count(perSecond)));
  return row;
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
    `${cluster.nodes.length} nodes, ring ${cluster.ringVersion}` +
    (missing ? `, ${missing} missing` : "") +
    (cluster.tentative ? "; tentative: this is a smaller part of the cluster, or the others are not found yet" : "");
  document.getElementById("nodes").replaceChildren(...cluster.nodes.map(nodeCard));
}

function nodeCard(node) {
  const card = element("li", "", "node");
  card.dataset.node = node.name;
  card.dataset.missing = node.missing;
  const title = element("h3", node.name);
  title.title = node.name;
  const place = element("p", standing(node), "caption");
  card.append(title, place);
  if (node.resident == null) {
    return card;
  }
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `segments of ${node.name}`);
  drawSmall(canvas, node.state ?? "", SMALL_COLUMNS);
  const memory = element("p", "", "memory");
  memory.append(bar(node.resident / node.limit, "wide"), `${bytes(node.resident)} of ${bytes(node.limit)}`);
  const traffic = element("p", `${percent(node.hitRatio)} hits · ${rate(node.requestsPerSecond)} · ${count(node.items)} items`);
  card.append(canvas, memory, traffic);
  return card;
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
