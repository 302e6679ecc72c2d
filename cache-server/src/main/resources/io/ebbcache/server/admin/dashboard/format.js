// Figures as people read them.

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const TIME_UNITS = [[1, "ns"], [1e3, "µs"], [1e6, "ms"], [1e9, "s"]];

export const NONE = "–";

/** Three digits that count. */
function digits(value) {
  if (value === 0) {
    return "0";
  }
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(value >= 10 ? 3 : 2);
}

export function bytes(value) {
  if (value == null) {
    return NONE;
  }
  let unit = 0;
  let scaled = value;
  while (scaled >= 1024 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${unit === 0 ? Math.round(scaled) : digits(scaled)} ${BYTE_UNITS[unit]}`;
}

export function nanos(value) {
  if (value == null) {
    return NONE;
  }
  let [size, name] = TIME_UNITS[0];
  for (const [nextSize, nextName] of TIME_UNITS) {
    if (value >= nextSize) {
      [size, name] = [nextSize, nextName];
    }
  }
  return `${digits(value / size)} ${name}`;
}

export function count(value) {
  if (value == null) {
    return NONE;
  }
  if (value >= 1e9) {
    return `${digits(value / 1e9)} G`;
  }
  if (value >= 1e6) {
    return `${digits(value / 1e6)} M`;
  }
  return value >= 1e4 ? `${digits(value / 1e3)} k` : Math.round(value).toLocaleString("en");
}

/** How many of something: the word for one of them and for several. */
export function several(value, one, more = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : more}`;
}

export function rate(value) {
  if (value == null) {
    return NONE;
  }
  return `${value > 0 && value < 10 ? digits(value) : count(value)}/s`;
}

export function percent(share) {
  return share == null ? NONE : `${share === 1 || share === 0 ? 100 * share : (100 * share).toFixed(1)} %`;
}

/** The time of day. */
export function clock(seconds, withSeconds) {
  const time = new Date(1000 * seconds);
  const parts = [time.getHours(), time.getMinutes(), ...(withSeconds ? [time.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export function duration(seconds) {
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return "0 s";
  }
  const [size, name] = parts[first];
  const text = `${Math.floor(seconds / size)} ${name}`;
  if (first + 1 >= parts.length) {
    return text;
  }
  const [smaller, smallerName] = parts[first + 1];
  const rest = Math.floor((seconds % size) / smaller);
  return rest ? `${text} ${rest} ${smallerName}` : text;
}
