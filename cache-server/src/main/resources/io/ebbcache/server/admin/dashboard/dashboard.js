// The page as a whole: what the node tells, and where it is shown.

import {Curves} from "./curves.js";
import {Feed} from "./feed.js";
import {bytes, count, duration, nanos, percent, rate} from "./format.js";
import {SegmentMap} from "./map.js";
import {followTheme} from "./palette.js";
import {showCluster, showHotKeys} from "./tables.js";

/** Figures of the moment are of so many seconds: one alone is too few to be read. */
const MOMENT = 5;

const byId = (id) => document.getElementById(id);
const status = byId("status");
const map = new SegmentMap(byId("map"), byId("cell"), byId("map-legend"));
const curves = new Curves(document.querySelectorAll("[data-curve]"));
const feed = new Feed(show, silent);

function figure(name, text, note) {
  document.querySelector(`[data-figure=${name}]`).textContent = text;
  document.querySelector(`[data-figure=${name}-note]`).textContent = note;
}

/** The mean of the last seconds, without those of which nothing is known. */
function lately(column) {
  const known = (column ?? []).slice(-MOMENT).filter((value) => value != null);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

function show(answer, history) {
  const {node, segments} = answer;
  tell("live", "live");
  document.title = `${node.name} · Ebb`;
  byId("name").textContent = node.name;
  byId("about").textContent = `${node.version} · ${node.region.toLowerCase().replace("_", "-")} memory · up ${duration(node.uptimeSeconds)}`;
  showFigures(node, history);
  const each = segments.perCell === 1 ? "Each cell is a segment" : `Each cell is ${segments.perCell} segments`;
  byId("map-caption").textContent =
    `${each} of ${bytes(node.segmentBytes)}. ${count(segments.everUsed)} have ever been used; the limit has room for ` +
    `${count(history.limit.at(-1) / node.segmentBytes)}.`;
  map.show(segments);
  curves.show(history);
  showHotKeys(answer.hotKeys);
  showCluster(answer.cluster);
}

function showFigures(node, history) {
  const last = (column) => column?.at(-1) ?? null;
  const gets = lately(history.gets);
  const sets = lately(history.sets);
  figure("resident", bytes(last(history.resident)), `of ${bytes(last(history.limit))}; others leave ${bytes(last(history.allowed))}`);
  figure("hit-ratio", percent(gets ? lately(history.hits) / gets : null), `${rate(gets === null ? null : gets - lately(history.hits))} misses`);
  figure("requests", rate(gets === null ? null : gets + sets), `${rate(gets)} gets, ${rate(sets)} sets`);
  figure("latency", nanos(lately(history.get?.p50)), `99 % within ${nanos(lately(history.get?.p99))}, in the store`);
  figure("items", count(node.items), `${count(last(history.connections))} connections`);
  figure("ordinary", bytes(last(history.ordinary)), `of ${bytes(last(history.ordinaryLimit))} at most`);
}

function tell(state, text) {
  status.dataset.state = state;
  status.textContent = text;
}

function silent(seconds) {
  if (!feed.paused) {
    tell("silent", `no answer for ${duration(Math.max(1, seconds))}, trying on`);
  }
}

function togglePause() {
  feed.paused = !feed.paused;
  byId("pause").setAttribute("aria-pressed", String(feed.paused));
  byId("pause").textContent = feed.paused ? "Go on" : "Pause";
  tell(feed.paused ? "paused" : "waiting", feed.paused ? "paused" : "waiting for the node");
}

function chooseMinutes(minutes) {
  curves.minutes = minutes;
  for (const button of document.querySelectorAll("[data-minutes]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.minutes) === minutes));
  }
}

const KEYS = {
  " ": togglePause,
  1: () => chooseMinutes(1),
  2: () => chooseMinutes(5),
  3: () => chooseMinutes(15),
  m: () => byId("map").focus(),
  l: () => document.querySelector(".scale").click(),
  t: () => byId("theme").click(),
  "?": () => byId("about-page").showModal(),
};

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || byId("about-page").open;
  const ofAButton = event.key === " " && event.target instanceof HTMLButtonElement;
  const action = KEYS[event.key];
  if (action && !busy && !ofAButton) {
    event.preventDefault();
    action();
  }
});
byId("pause").addEventListener("click", togglePause);
byId("help").addEventListener("click", KEYS["?"]);
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => chooseMinutes(Number(button.dataset.minutes)));
}
followTheme(byId("theme"), () => {
  map.recolour();
  curves.recolour();
});
feed.start();
