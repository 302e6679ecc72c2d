// What the node tells, once a second, put together with what it told before.

const POLL_MILLIS = 1000;
const ANSWER_MILLIS = 5000;

/** All samples that the node keeps. */
export const KEPT_SECONDS = 15 * 60;

/** Adds the newer samples to each column and forgets the oldest. */
function append(kept, newer, most) {
  for (const [name, column] of Object.entries(newer)) {
    if (Array.isArray(column)) {
      const all = kept[name] ?? (kept[name] = []);
      all.push(...column);
      all.splice(0, Math.max(0, all.length - most));
    } else if (column !== null && typeof column === "object") {
      append(kept[name] ?? (kept[name] = {}), column, most);
    }
  }
}

/**
 * Asks the node while the page is seen and not paused. `told(answer, history)` is called with each answer, `silent(seconds)` when there
 * was none: since when, of the time in which it was asked.
 */
export class Feed {
  #told;
  #silent;
  #history = {};
  #last = 0;
  #startedAt = 0;
  #heardAt = performance.now();
  #paused = false;
  #asking = false;
  #timer = 0;

  constructor(told, silent) {
    this.#told = told;
    this.#silent = silent;
    document.addEventListener("visibilitychange", () => this.#resume());
  }

  start() {
    this.#resume();
  }

  get paused() {
    return this.#paused;
  }

  set paused(now) {
    this.#paused = now;
    this.#resume();
  }

  #resume() {
    this.#heardAt = performance.now();
    this.#next(0);
  }

  #next(millis) {
    clearTimeout(this.#timer);
    if (!this.#paused && !document.hidden) {
      this.#timer = setTimeout(() => this.#poll(), millis);
    }
  }

  async #poll() {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    const begin = performance.now();
    const answer = await this.#ask();
    this.#asking = false;
    if (!this.#paused) { // which it was not when it asked
      if (answer) {
        this.#heardAt = performance.now();
        this.#take(answer);
      } else {
        this.#silent((performance.now() - this.#heardAt) / 1000);
      }
    }
    this.#next(Math.max(0, POLL_MILLIS - (performance.now() - begin)));
  }

  /** What the node answers; nothing if it does not. */
  async #ask() {
    try {
      const url = this.#last ? `dashboard.json?since=${this.#last}` : "dashboard.json";
      const response = await fetch(url, {signal: AbortSignal.timeout(ANSWER_MILLIS), cache: "no-store"});
      if (!response.ok) {
        throw new Error(`${response.status} ${response.statusText}`);
      }
      return await response.json();
    } catch (error) {
      console.warn("no figures:", error);
      return null;
    }
  }

  #take(answer) {
    const {first, last, intervalMillis} = answer.history;
    const startedAt = answer.node.now - 1000 * answer.node.uptimeSeconds;
    // a node that was started again counts its samples anew
    const again = Math.abs(startedAt - this.#startedAt) > 5000;
    if (again && this.#startedAt && first > 1) {
      this.#startedAt = startedAt;
      this.#last = 0;
      return; // its numbers may have overtaken ours: all of them, next time
    }
    if (again || first !== this.#last + 1) {
      this.#history = {};
    }
    this.#startedAt = startedAt;
    this.#last = last;
    append(this.#history, answer.history, Math.round((KEPT_SECONDS * 1000) / intervalMillis));
    this.#told(answer, this.#history);
  }
}
