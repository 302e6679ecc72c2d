// Where the focus is, and whether that can be seen.
const element = document.activeElement;
if (!element || element === document.body) {
  return {where: "nowhere", seen: true};
}
let behind = element.parentElement;
while (behind !== document.body && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") {
  behind = behind.parentElement;
}
const style = getComputedStyle(element);
const ring = contrast(channels(style.outlineColor).rgb, channels(getComputedStyle(behind).backgroundColor).rgb);
const {left, right, top, bottom} = element.getBoundingClientRect();
const inWindow = left >= 0 && right <= innerWidth && bottom > 0 && top < innerHeight;
const panel = element.closest("[data-curve]")?.dataset.curve;
const own = element.id || (element.className === "plot" && "plot") || element.dataset.minutes || element.dataset.line || element.textContent.trim();
return {
  where: panel ? `${panel}: ${own}` : own,
  seen: inWindow && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && ring >= 3,
};
