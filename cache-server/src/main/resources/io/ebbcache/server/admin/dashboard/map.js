// The map of segments: a vessel for each, as full as much of it is in memory.

import {count} from "./format.js";
import {colour, heatScale} from "./palette.js";

const SMALLEST_CELL = 4;
const LARGEST_CELL = 26;
const LEAST_HEIGHT = 120;
const MOST_HEIGHT = 380;
const EASING = 0.18;
const STATES = {f: "free", o: "open", s: "sealed", h: "hollow", d: "dropped"};

/** Colours of the states, for maps of any size. */
export function stateColours() {
  return {o: colour("open"), h: colour("hollow"), d: colour("dropped"), f: colour("free"), s: colour("cold")};
}

const STEPS = 9;

/** How much of something there is: a step of nine, and the last one is all of it. */
function step(digit) {
  return digit.charCodeAt(0) - 48;
}

function share(digit) {
  const steps = step(digit);
  return steps === STEPS ? "all" : `${steps === 0 ? "less than" : "at least"} ${Math.round((100 * Math.max(1, steps)) / STEPS)} %`;
}

/** What fills a cell, from 0 to 1: as much as the kernel has left of what was written. */
function level(state, resident) {
  if (state === "f") {
    return 0;
  }
  return state === "o" ? 1 : step(resident) / STEPS;
}

export class SegmentMap {
  #box;
  #canvas;
  #describe;
  #legend;
  #still = matchMedia("(prefers-reduced-motion: reduce)");
  #segments = {state: "", resident: "", alive: "", heat: "", perCell: 1};
  #levels = new Float32Array(0);
  #columns = 1;
  #size = 1;
  #chosen = -1;
  #frame = 0;
  #colours;
  #heat;

  constructor(box, describe, legend) {
    this.#box = box;
    this.#canvas = box.querySelector("canvas");
    this.#describe = describe;
    this.#legend = legend;
    box.addEventListener("keydown", (event) => this.#key(event));
    for (const kind of ["pointerdown", "pointermove"]) {
      box.addEventListener(kind, (event) => this.#choose(this.#at(event)));
    }
    box.addEventListener("pointerleave", (event) => event.pointerType === "touch" || this.#leave());
    box.addEventListener("focus", () => this.#choose(Math.max(0, this.#chosen)));
    box.addEventListener("blur", () => this.#choose(-1));
    new ResizeObserver(() => this.#layOut()).observe(box);
    window.addEventListener("dppxchange", () => this.#layOut()); // uPlot tells it
    this.recolour();
  }

  recolour() {
    this.#colours = {...stateColours(), panel: colour("panel")};
    this.#heat = heatScale();
    this.#draw();
  }

  show(segments) {
    const cells = segments.state.length;
    const grown = cells !== this.#segments.state.length;
    this.#segments = segments;
    if (grown) {
      const levels = new Float32Array(cells);
      levels.set(this.#levels.subarray(0, cells));
      this.#levels = levels;
      this.#layOut();
    }
    this.#tellCounts();
    this.#tellChosen();
    cancelAnimationFrame(this.#frame);
    this.#breathe();
  }

  #tellCounts() {
    const {free, open, sealed, hollow, dropped} = this.#segments;
    for (const [each, found] of Object.entries({f: free, o: open, s: sealed, h: hollow, d: dropped})) {
      this.#legend.querySelector(`[data-state=${each}] b`).textContent = count(found);
    }
  }

  #layOut() {
    const cells = Math.max(1, this.#segments.state.length);
    const width = this.#box.clientWidth;
    if (width === 0) {
      return;
    }
    const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, width * 0.5));
    const fitting = Math.floor(Math.sqrt((width * height) / cells));
    this.#size = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, fitting));
    this.#columns = Math.max(1, Math.floor(width / this.#size));
    const ratio = window.devicePixelRatio || 1;
    const rows = Math.ceil(cells / this.#columns);
    const canvas = this.#canvas;
    canvas.width = Math.round(this.#columns * this.#size * ratio);
    canvas.height = Math.round(rows * this.#size * ratio);
    canvas.style.width = `${this.#columns * this.#size}px`;
    canvas.style.height = `${rows * this.#size}px`;
    canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#draw();
  }

  /** Lets the cells fill and empty, until they are as they were told. */
  #breathe() {
    const {state, resident} = this.#segments;
    let moving = false;
    for (let cell = 0; cell < state.length; cell++) {
      const rest = level(state[cell], resident[cell]) - this.#levels[cell];
      if (this.#still.matches || Math.abs(rest) < 0.02) {
        this.#levels[cell] += rest;
      } else {
        this.#levels[cell] += rest * EASING;
        moving = true;
      }
    }
    this.#draw();
    if (moving) {
      this.#frame = requestAnimationFrame(() => this.#breathe());
    }
  }

  #draw() {
    const {state, heat} = this.#segments;
    const pen = this.#canvas.getContext("2d");
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    const gap = this.#size > 7 ? 2 : 1;
    const side = this.#size - gap;
    for (let cell = 0; cell < state.length; cell++) {
      const x = (cell % this.#columns) * this.#size;
      const y = Math.floor(cell / this.#columns) * this.#size;
      const kind = state[cell];
      pen.fillStyle = kind === "f" ? this.#colours.f : this.#colours.d;
      pen.fillRect(x, y, side, side);
      const filled = Math.round(this.#levels[cell] * side);
      if (filled > 0) {
        pen.fillStyle = kind === "s" || kind === "d" ? this.#heat[step(heat[cell])] : this.#colours[kind];
        pen.fillRect(x, y + side - filled, side, filled);
      }
      pen.fillStyle = this.#colours.panel;
      if (filled > 0 && filled < side) {
        pen.fillRect(x, y + side - filled - 1, side, 1); // the water line, for who cannot tell the colours apart
      }
      if (kind === "h" && side > 5) {
        const frame = Math.max(2, Math.round(side / 5));
        pen.fillRect(x + frame, y + frame, side - 2 * frame, side - 2 * frame);
      }
      if (cell === this.#chosen) {
        pen.strokeStyle = colour("text");
        pen.lineWidth = 2;
        pen.strokeRect(x, y, side, side);
      }
    }
  }

  #at(event) {
    const place = this.#canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - place.left) / this.#size);
    const row = Math.floor((event.clientY - place.top) / this.#size);
    return column < 0 || row < 0 || column >= this.#columns ? -1 : row * this.#columns + column;
  }

  #leave() {
    if (document.activeElement !== this.#box) {
      this.#choose(-1);
    }
  }

  #key(event) {
    const last = this.#segments.state.length - 1;
    const target = {
      ArrowLeft: this.#chosen - 1,
      ArrowRight: this.#chosen + 1,
      ArrowUp: this.#chosen - this.#columns,
      ArrowDown: this.#chosen + this.#columns,
      Home: 0,
      End: last,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.#choose(Math.min(last, Math.max(0, target)));
    }
  }

  #choose(cell) {
    const chosen = cell < this.#segments.state.length ? cell : -1;
    if (chosen !== this.#chosen) {
      this.#chosen = chosen;
      this.#tellChosen();
      this.#draw();
    }
  }

  #tell(text) {
    if (this.#describe.textContent !== text) { // it is read aloud when it is set
      this.#describe.textContent = text;
    }
  }

  #tellChosen() {
    const {state, resident, alive, heat, perCell} = this.#segments;
    const cell = this.#chosen;
    if (cell < 0 || cell >= state.length) {
      this.#tell("");
      return;
    }
    const from = cell * perCell;
    const which = perCell === 1 ? `Segment ${from}` : `Segments ${from} to ${from + perCell - 1}`;
    this.#tell(
      state[cell] === "f"
        ? `${which}: free`
        : `${which}: ${STATES[state[cell]]}, ${share(resident[cell])} in memory, ${share(alive[cell])} alive, ` +
          `${share(heat[cell])} of its items read since they were stored`,
    );
  }
}

/** A map that is only to be looked at: a colour for each of its cells. */
export function drawSmall(canvas, state, columns) {
  const colours = stateColours();
  const rows = Math.ceil(state.length / columns);
  canvas.width = columns * 6;
  canvas.height = Math.max(1, rows) * 6;
  const pen = canvas.getContext("2d");
  for (let cell = 0; cell < state.length; cell++) {
    pen.fillStyle = colours[state[cell]];
    pen.fillRect((cell % columns) * 6, Math.floor(cell / columns) * 6, 5, 5);
  }
}
