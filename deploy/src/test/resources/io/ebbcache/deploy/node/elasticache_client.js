// memcached-elasticache, led by lines: "nodes" asks which nodes it knows, "keep PREFIX COUNT" stores and reads keys.
// Arguments: host and port of one node.
const readline = require("readline");
const Memcached = require("memcached-elasticache");

const client = new Memcached(`${process.argv[2]}:${process.argv[3]}`, {
  autoDiscoverInterval: 500,
  timeout: 5000,
});
let nodes = [];
client.on("autoDiscover", (found) => (nodes = found));
client.on("autoDiscoverFailure", (error) => console.error(error));

const promise = (call) =>
  new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));

async function keep(prefix, count) {
  for (let i = 0; i < count; i++) {
    const key = prefix + i;
    await promise((done) => client.set(key, key, 0, done));
    if ((await promise((done) => client.get(key, done))) !== key) {
      return `${key} is not kept`;
    }
  }
  return "kept";
}

async function answer(line) {
  const words = line.split(" ");
  return words[0] === "nodes" ? [...nodes].sort().join(" ") : keep(words[1], Number(words[2]));
}

let last = Promise.resolve();
readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    last = last
      .then(() => answer(line))
      .catch((error) => String(error).replace(/\s+/g, " "))
      .then((text) => console.log(text));
  })
  .on("close", () => process.exit(0));
