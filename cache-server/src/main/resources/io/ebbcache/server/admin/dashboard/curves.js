// The curves, drawn by uPlot.

import uPlot from "./uPlot.js";
import {bytes, clock, nanos, percent, rate} from "./format.js";
import {colour} from "./palette.js";

const HEIGHT = 190;
const TALL_HEIGHT = 330;

/** Where there is less room than this nothing is tall. */
const TALL_WIDTH = 520;
const SYNC = "ebb";
const AXIS_FONT = "11px system-ui, sans-serif";

/** The limit belongs into the picture by itself where so much of it is used. */
const NEAR_LIMIT = 0.4;

const each = (columns, by) => columns[0]?.map((_, at) => by(...columns.map((column) => column[at]))) ?? [];

/** Null where there is nothing to divide by. Both are counted on their own, so the part may seem larger for a moment. */
const share = (part, whole) => (whole > 0 ? Math.min(1, part / whole) : null);

/** Where so much time passed from one sample to the next the node was not there, or stood still. */
const GAP_SECONDS = 3;

/** What a finger has chosen is shown for so long. */
const TOUCH_MILLIS = 4000;

const MISSES = {
  absent: "not there", expired: "expired", flushed: "flushed", evicted: "evicted", shed: "shed", dropped: "dropped",
};
const LOST = {evicted: "evicted, for new ones", shed: "shed, for others", dropped: "dropped by the kernel"};

/** The style sheet has a colour for each cause. */
const causes = (labels, columns) =>
  Object.entries(labels).map(([cause, label]) => ({label, hue: cause, of: (history) => columns(history)?.[cause]}));

/**
 * What each panel shows: its lines with label, colour and values; how a value is read; whether lines lie one on the other; the range of
 * the vertical axis.
 */
const CURVES = {
  memory: {
    text: bytes,
    binary: true,
    tall: true,
    lines: [
      {label: "resident", hue: "line", fill: true, of: (history) => history.resident},
      {label: "dropped", hue: "dropped", of: (history) => history.dropped},
      {label: "left by others", hue: "line-high", of: (history) => history.allowed},
      {label: "limit", hue: "muted", dash: [6, 5], of: (history) => history.limit},
    ],
    top: memoryTop,
  },
  hits: {
    text: percent,
    lines: [{label: "hits of gets", hue: "line", fill: true, of: (history) => each([history.hits, history.gets], share)}],
    top: () => 1,
  },
  misses: {text: rate, stacked: true, lines: causes(MISSES, (history) => history.misses)},
  lost: {text: rate, stacked: true, lines: causes(LOST, (history) => history.lost)},
  latency: {
    text: nanos,
    logarithmic: true,
    lines: [
      {label: "get, half", hue: "line", of: (history) => history.get?.p50},
      {label: "get, 99 %", hue: "line-high", of: (history) => history.get?.p99},
      {label: "get, 99.9 %", hue: "line-highest", of: (history) => history.get?.p999},
      {label: "set, 99 %", hue: "muted", dash: [4, 4], of: (history) => history.set?.p99},
    ],
  },
  requests: {
    text: rate,
    lines: [
      {label: "gets", hue: "line", fill: true, of: (history) => history.gets},
      {label: "sets", hue: "line-high", of: (history) => history.sets},
    ],
  },
  lag: {
    text: nanos,
    logarithmic: true,
    lines: [{label: "99 %", hue: "line", fill: true, of: (history) => history.loopLag?.p99}],
  },
};

/** As much as is used, or the limit where that is near or wanted. */
function memoryTop([resident, dropped, allowed, limit], whole) {
  const used = highest(resident, dropped);
  const most = highest(allowed, limit);
  return whole || isNear(used, most) ? most * 1.05 : used * 1.2;
}

function isNear(used, limit) {
  return used > NEAR_LIMIT * limit;
}

function highest(...columns) {
  return columns.flat().reduce((most, value) => Math.max(most, value ?? 0), 1);
}

/**
 * One panel: a picture, and below it a button for each of its lines, with its value now or at the moment that was chosen: by the pointer, or by
 * arrow keys.
 */
class Curve {
  #spec;
  #panel;
  #box = document.createElement("div");
  #legend = document.createElement("ul");
  #values = [];
  #when = document.createElement("li");
  #announce;
  #hidden = new Set();
  #plot = null;
  #columns = [];
  #range = [0, 1];
  #whole = false;
  #touched = 0;
  #history = null;

  constructor(panel, spec, announce) {
    this.#panel = panel;
    this.#spec = spec;
    this.#announce = announce;
    this.#box.className = "plot";
    this.#box.tabIndex = 0;
    this.#box.setAttribute("role", "application");
    this.#box.setAttribute("aria-roledescription", "curve; arrow keys go through time");
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("blur", () => this.#point(null));
    this.#box.addEventListener("pointerup", (event) => event.pointerType === "touch" && this.#pointForAWhile());
    this.#when.className = "when";
    this.#legend.className = "legend";
    this.#legend.append(this.#when);
    spec.lines.forEach((line, index) => this.#legend.append(this.#item(line, index)));
    panel.append(this.#box, this.#legend);
    panel.querySelector(".scale")?.addEventListener("click", (event) => this.#scale(event.currentTarget));
    new ResizeObserver(() => this.#resize()).observe(panel);
  }

  #item(line, index) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const swatch = document.createElement("i");
    const value = document.createElement("b");
    button.type = "button";
    button.dataset.line = line.label;
    button.setAttribute("aria-pressed", "true");
    swatch.style.background = `var(--${line.hue})`;
    button.append(swatch, `${line.label} `, value);
    button.addEventListener("click", () => this.#toggle(index, button));
    this.#values[index] = value;
    item.append(button);
    return item;
  }

  #toggle(index, button) {
    const shown = this.#hidden.delete(index);
    if (!shown) {
      this.#hidden.add(index);
    }
    button.setAttribute("aria-pressed", String(shown));
    this.show(this.#history, this.#range);
  }

  #scale(button) {
    this.#whole = !this.#whole;
    button.setAttribute("aria-pressed", String(this.#whole));
    this.show(this.#history, this.#range);
  }

  /** Goes through the samples that are shown. */
  #key(event) {
    const times = this.#history?.at ?? [];
    const last = times.length - 1;
    const first = Math.max(0, times.findIndex((millis) => millis / 1000 >= this.#range[0]));
    const at = this.#plot?.cursor.idx ?? last;
    const target = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: first, End: last}[event.key];
    if (target === undefined || last < 0) {
      return;
    }
    event.preventDefault();
    const chosen = Math.min(last, Math.max(first, target));
    this.#point(chosen);
    this.#announce(`${clock(times[chosen] / 1000, true)}: ${this.#told(chosen)}`);
  }

  /** Shows the values of one sample; of the newest for none. */
  #point(at) {
    const plot = this.#plot;
    if (plot) {
      const left = at === null ? -10 : plot.valToPos(this.#history.at[at] / 1000, "x");
      plot.setCursor({left, top: at === null ? -10 : 1}, true, true); // all curves go to that moment
    }
  }

  #pointForAWhile() {
    clearTimeout(this.#touched);
    this.#touched = setTimeout(() => this.#point(null), TOUCH_MILLIS);
  }

  recolour() {
    this.#plot?.destroy();
    this.#plot = null;
    if (this.#history) {
      this.show(this.#history, this.#range);
    }
  }

  show(history, range) {
    if (!history) {
      return;
    }
    this.#history = history;
    this.#range = range;
    this.#columns = this.#spec.lines.map((line) => line.of(history) ?? history.at.map(() => null));
    const data = [history.at.map((millis) => millis / 1000), ...this.#drawn()];
    if (this.#plot === null) {
      this.#plot = new uPlot(this.#options(), data, this.#box);
    } else {
      this.#plot.setData(data, false);
      this.#plot.setScale("x", {min: range[0], max: range[1]});
    }
    this.#offerScale();
    this.#tell(this.#plot.cursor.idx);
  }

  /** The whole limit can be asked for where it is not shown anyway. */
  #offerScale() {
    const button = this.#panel.querySelector(".scale");
    if (button) {
      const [resident, dropped, allowed, limit] = this.#shown();
      button.disabled = isNear(highest(resident, dropped), highest(allowed, limit));
    }
  }

  /** The columns in the time that is shown. */
  #shown() {
    const from = this.#history.at.findIndex((millis) => millis / 1000 >= this.#range[0]);
    return this.#columns.map((column) => column.slice(Math.max(0, from)));
  }

  /** The lines as they are drawn: one on the other, where that is wanted. Those in front are the first ones. */
  #drawn() {
    const shown = this.#columns.map((column, line) => (this.#hidden.has(line) ? column.map(() => null) : column));
    if (!this.#spec.stacked) {
      return shown;
    }
    const sums = this.#columns[0].map(() => 0);
    const stacked = shown.map((column, line) =>
      column.map((value, at) => (this.#hidden.has(line) ? null : (sums[at] += value ?? 0))));
    return stacked.reverse(); // the highest is drawn first, and the others over it
  }

  /** Tells the values of a sample, or of the newest one. */
  #tell(chosen) {
    const last = this.#history.at.length - 1;
    const at = chosen ?? last;
    this.#when.textContent = chosen == null ? "now" : clock(this.#history.at[at] / 1000, true);
    this.#columns.forEach((column, line) => (this.#values[line].textContent = this.#spec.text(column[at])));
    this.#box.setAttribute("aria-label", `${this.#panel.querySelector("h2").textContent}, now: ${this.#told(last)}`);
  }

  #told(at) {
    return this.#spec.lines.map((line, index) => `${line.label} ${this.#spec.text(this.#columns[index][at])}`).join(", ");
  }

  #options() {
    const grid = {stroke: colour("grid"), width: 1};
    const axis = {stroke: colour("muted"), font: AXIS_FONT, grid, ticks: {show: false}};
    const lines = this.#spec.lines.map((line) => this.#line(line));
    return {
      width: this.#width(),
      height: this.#height(),
      legend: {show: false},
      cursor: {sync: {key: SYNC}, y: false, drag: {x: false, y: false}, points: {size: 6}},
      scales: {x: {time: true, auto: false, min: this.#range[0], max: this.#range[1]}, y: this.#vertical()},
      axes: [{
        ...axis,
        size: 28,
        space: 48,
        values: (_, splits, axisIndex, space, step) => splits.map((value) => clock(value, step < 60)),
      }, {
        ...axis,
        size: 66,
        space: 34,
        incrs: this.#spec.binary ? Array.from({length: 50}, (_, power) => 2 ** power) : undefined,
        values: (_, splits) => splits.map((value) => (value == null ? "" : this.#spec.text(value))),
      }],
      series: [{}, ...(this.#spec.stacked ? lines.reverse() : lines)],
      hooks: {setLegend: [(plot) => this.#tell(plot.legend.idx)]},
    };
  }

  #line({hue, fill, dash}) {
    const stroke = colour(hue);
    const filled = this.#spec.stacked ? stroke : fill ? colour(hue, 0.2) : undefined;
    return {stroke, width: this.#spec.stacked ? 0 : 1.75, fill: filled, dash, gaps, points: {show: false, filter: isolated, size: 4, fill: stroke}};
  }

  #vertical() {
    if (this.#spec.logarithmic) {
      return {distr: 3, range: (_, least, most) => (least > 0 ? [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.01))] : [100, 1e6])};
    }
    return {range: (_, least, most) => [0, this.#spec.top?.(this.#shown(), this.#whole) ?? Math.max(1, (most ?? 0) * 1.15)]};
  }

  #width() {
    return Math.max(120, this.#box.clientWidth);
  }

  #height() {
    return this.#spec.tall && this.#width() >= TALL_WIDTH ? TALL_HEIGHT : HEIGHT;
  }

  #resize() {
    if (this.#plot && this.#plot.width !== this.#width()) {
      this.#plot.setSize({width: this.#width(), height: this.#height()});
    }
  }
}

/** What is not joined by a line: where there is no value, and where there is no sample for long. As uPlot wants it, in pixels. */
function gaps(plot, line, first, last, ofNulls) {
  const times = plot.data[0];
  const all = [...ofNulls];
  for (let at = first + 1; at <= last; at++) {
    if (times[at] - times[at - 1] > GAP_SECONDS) {
      all.push([plot.valToPos(times[at - 1], "x", true), plot.valToPos(times[at], "x", true)]);
    }
  }
  return all.sort((one, other) => one[0] - other[0]);
}

/** The samples that no line leads to. */
function isolated(plot, line) {
  const values = plot.data[line];
  const alone = [];
  values.forEach((value, at) => {
    if (value != null && values[at - 1] == null && values[at + 1] == null) {
      alone.push(at);
    }
  });
  return alone.length ? alone : null;
}

/** All panels of the page. */
export class Curves {
  #curves;
  #history = null;
  #minutes = 5;

  /** @param announce tells the values of a moment that keys have chosen */
  constructor(panels, announce) {
    this.#curves = [...panels].map((panel) => new Curve(panel, CURVES[panel.dataset.curve], announce));
  }

  get minutes() {
    return this.#minutes;
  }

  set minutes(now) {
    this.#minutes = now;
    this.show(this.#history);
  }

  show(history) {
    if (!history?.at?.length) {
      return;
    }
    this.#history = history;
    const end = history.at.at(-1) / 1000;
    this.#curves.forEach((curve) => curve.show(history, [end - 60 * this.#minutes, end]));
  }

  recolour() {
    this.#curves.forEach((curve) => curve.recolour());
  }
}
