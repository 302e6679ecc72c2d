// What the reader has chosen, for the next time; where the browser keeps nothing it is chosen anew.

const PREFIX = "ebb-";

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch (error) {
    console.warn("not kept:", error);
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}
