// Texts that are hard to read: whose colour stands out from what is behind it by less than `least`. Tells how many were looked at, and those that fail.
const [least] = given;

const over = (front, alpha, back) => front.map((value, at) => value * alpha + back[at] * (1 - alpha));

/** What is painted behind the text of an element, and the text itself, as all that lies around it lets them through. */
function painted(element) {
  let back = channels(getComputedStyle(document.body).backgroundColor).rgb;
  const path = [];
  for (let each = element; each && each !== document.body; each = each.parentElement) {
    path.unshift(each);
  }
  let opacity = 1;
  for (const each of path) {
    const style = getComputedStyle(each);
    const {rgb, alpha} = channels(style.backgroundColor);
    opacity *= Number(style.opacity);
    back = over(rgb, alpha * opacity, back);
  }
  const {rgb, alpha} = channels(getComputedStyle(element).color);
  return {front: over(rgb, alpha * opacity, back), back};
}

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const failing = [];
let looked = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  const text = node.textContent.trim();
  if (!text || element.closest("script, noscript") || !element.checkVisibility({visibilityProperty: true})) {
    continue;
  }
  looked++;
  const {front, back} = painted(element);
  const found = contrast(front, back);
  if (found < least) {
    failing.push(`${found.toFixed(2)} "${text}" ${element.tagName.toLowerCase()} in ${element.closest("[id], section")?.outerHTML.slice(0, 60)}`);
  }
}
return {looked, failing};
