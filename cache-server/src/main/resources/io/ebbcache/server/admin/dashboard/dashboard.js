// The page as a whole: what the node tells, and where it is shown.

import {recall, remember} from "./choices.js";
import {Curves} from "./curves.js";
import {Feed} from "./feed.js";
import {bytes, count, duration, nanos, NONE, percent, rate, several} from "./format.js";
import {SegmentMap} from "./map.js";
import {followTheme} from "./palette.js";
import {showCluster, showHotKeys} from "./tables.js";

/** Figures of the moment are of so many seconds: one alone is too few to be read. */
const MOMENT = 5;

const byId = (id) => document.getElementById(id);
const status = byId("status");
const map = new SegmentMap(byId("map"), byId("cell"), byId("map-legend"));
const curves = new Curves(document.querySelectorAll("[data-curve]"), (text) => (byId("moment").textContent = text));
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
  try {
    showAll(answer, history);
    tell("live", "live");
  } catch (error) {
    console.error(error);
    tell("failed", "this page has failed, see the browser's console");
  }
}

function showAll(answer, history) {
  const {node, segments} = answer;
  document.title = `${node.name} · Ebb`;
  byId("name").textContent = node.name;
  byId("about").textContent = `${node.version} · ${node.region.toLowerCase().replace("_", "-")} memory · up ${duration(node.uptimeSeconds)}`;
  showFigures(node, history);
  const each = segments.perCell === 1 ? "Each cell is a segment" : `Each cell is ${segments.perCell} segments`;
  const room = history.limit?.length ? count(history.limit.at(-1) / node.segmentBytes) : NONE;
  byId("map-caption").textContent =
    `${each} of ${bytes(node.segmentBytes)}. ${count(segments.everUsed)} have ever been used; the limit has room for ${room}.`;
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
  const misses = gets === null ? null : Math.max(0, gets - lately(history.hits));
  figure("hit-ratio", percent(gets ? 1 - misses / gets : null), `${rate(misses)} misses`);
  figure("requests", rate(lately(history.requests)), `keys: ${rate(gets)} got, ${rate(sets)} set`);
  figure("latency", nanos(lately(history.get?.p50)), `99 % within ${nanos(lately(history.get?.p99))}, in the store`);
  figure("items", count(node.items), several(last(history.connections), "connection"));
  figure("ordinary", bytes(last(history.ordinary)), `of ${bytes(last(history.ordinaryLimit))} at most`);
}

/** What changes all the time is not for those who have it read aloud. */
function tell(state, text, since = "") {
  status.dataset.state = state;
  const spoken = status.querySelector("[role=status]");
  if (spoken.textContent !== text) {
    spoken.textContent = text;
  }
  byId("since").textContent = since;
}

function silent(seconds) {
  tell("silent", "no answer, trying on", `for ${duration(Math.max(1, seconds))}`);
}

function togglePause() {
  feed.paused = !feed.paused;
  byId("pause").setAttribute("aria-pressed", String(feed.paused));
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

// Who speaks to the browser, or hits keys by mistake, can switch them off.
const letters = byId("letters");
letters.checked = recall("letters") !== "off";
letters.addEventListener("change", () => remember("letters", letters.checked ? "on" : "off"));

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || byId("about-page").open;
  const ofAButton = event.key === " " && event.target instanceof HTMLButtonElement;
  const action = KEYS[event.key];
  if (action && letters.checked && !busy && !ofAButton) {
    event.preventDefault();
    action();
  }
});
byId("pause").addEventListener("click", togglePause);
byId("help").addEventListener("click", KEYS["?"]);
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => chooseMinutes(Number(button.dataset.minutes)));
}
feed.start();
followTheme(byId("theme"), () => {
  map.recolour();
  curves.recolour();
});
