// The colours of the style sheet, for what is drawn on canvases.

import {recall, remember} from "./choices.js";

const THEMES = ["system", "dark", "light"];
const KEPT = "theme";

const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

/** Red, green and blue of a colour of the style sheet, as the theme has it now. */
function channels(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
}

/** A colour of the style sheet by its name. */
export function colour(name, opacity = 1) {
  return `rgb(${channels(name).join(" ")} / ${opacity})`;
}

function between(from, to, share) {
  return from.map((value, i) => value + (to[i] - value) * share);
}

/** Colours from cold over warm to hot, in ten steps. Straight from blue to orange they would be grey in the middle. */
export function heatScale() {
  const [cold, warm, hot] = ["cold", "warm", "hot"].map(channels);
  return Array.from({length: 10}, (_, step) => {
    const place = (2 * step) / 9;
    const mixed = place <= 1 ? between(cold, warm, place) : between(warm, hot, place - 1);
    return `rgb(${mixed.map(Math.round).join(" ")})`;
  });
}

/** Lets the reader choose between the system's theme and the two that there are; `changed` is called whenever colours are other ones. */
export function followTheme(button, changed) {
  let theme = THEMES.includes(recall(KEPT)) ? recall(KEPT) : THEMES[0];
  const apply = () => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    changed();
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    remember(KEPT, theme);
    apply();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
}
