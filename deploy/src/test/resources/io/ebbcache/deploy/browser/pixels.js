// How many pixels of a canvas have which of the style sheet's colours, within what rounding does; and how many are painted at all.
const [selector, names] = given;
const canvas = document.querySelector(selector);
const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {willReadFrequently: true});
copy.drawImage(canvas, 0, 0);
const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
const probe = document.body.appendChild(document.createElement("span"));
const wanted = names.map((name) => {
  probe.style.color = `var(--${name})`;
  return channels(getComputedStyle(probe).color).rgb;
});
probe.remove();
const counts = Object.fromEntries(names.map((name) => [name, 0]));
let painted = 0;
for (let at = 0; at < data.length; at += 4) {
  if (data[at + 3] === 0) {
    continue;
  }
  painted++;
  wanted.forEach((rgb, which) => {
    if (rgb.every((value, channel) => Math.abs(value - data[at + channel]) <= 2)) {
      counts[names[which]]++;
    }
  });
}
return {...counts, painted};
