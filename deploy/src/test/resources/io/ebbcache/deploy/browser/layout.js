// What does not fit: how much wider than the window the page is, what sticks out of it, what is cut off and cannot be read elsewhere, what is too small.
const [leastPixels] = given;
const name = (element) => `${element.tagName.toLowerCase()} ${element.id || element.textContent.trim().slice(0, 40)}`;
const seen = [...document.body.querySelectorAll("*")].filter(
  (element) => element.checkVisibility({visibilityProperty: true}) && !element.closest(".skip, noscript, .u-over, .u-under") && element.getClientRects().length);
const direct = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
const width = document.documentElement.clientWidth;
return {
  width,
  wider: document.documentElement.scrollWidth - width,
  outside: seen.filter((element) => {
    const {left, right} = element.getBoundingClientRect();
    return left < -0.5 || right > width + 0.5;
  }).map(name),
  cut: seen.filter((element) => {
    const style = getComputedStyle(element);
    const tooMuch = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    return direct(element) && style.display !== "inline" && tooMuch && !(style.textOverflow === "ellipsis" && element.title);
  }).map(name),
  small: seen.filter((element) => direct(element) && parseFloat(getComputedStyle(element).fontSize) < leastPixels).map(name),
};
