// A dialogue of memcached, the client for Node, whose every answer is checked. Arguments: host, port.

const assert = require('assert');
const Memcached = require('memcached');

const [host, port] = process.argv.slice(2);
const client = new Memcached(`${host}:${port}`, { timeout: 20000, retries: 0, maxValue: 2097152 });

const ask = (name, ...args) => new Promise((done, failed) => {
  client[name](...args, (error, answer) => (error ? failed(error) : done(answer)));
});

async function dialogue() {
  assert.strictEqual(await ask('get', 'a'), undefined);
  assert.strictEqual(await ask('set', 'a', 'one', 100), true);
  assert.strictEqual(await ask('get', 'a'), 'one');
  await assert.rejects(ask('add', 'a', 'two', 100), /not stored/);
  assert.strictEqual(await ask('add', 'b', 'two', 100), true);
  await assert.rejects(ask('replace', 'nothing', 'x', 100), /not stored/);
  assert.strictEqual(await ask('replace', 'b', 'three', 100), true);
  assert.strictEqual(await ask('append', 'b', '-'), true);
  assert.strictEqual(await ask('prepend', 'b', '-'), true);
  await assert.rejects(ask('append', 'nothing', '-'), /not stored/);
  assert.strictEqual(await ask('get', 'b'), '-three-');
  for (const value of [17, { an: ['object'] }, Buffer.from('\0\r\n bytes')]) {
    assert.strictEqual(await ask('set', 'any', value, 100), true);
    assert.deepStrictEqual(await ask('get', 'any'), value);
  }

  const { a, cas } = await ask('gets', 'a');
  assert.strictEqual(a, 'one');
  assert.strictEqual(await ask('cas', 'a', 'two', cas, 100), true);
  assert.strictEqual(await ask('cas', 'a', 'three', cas, 100), false);
  assert.strictEqual(await ask('get', 'a'), 'two');

  assert.strictEqual(await ask('set', 'n', 10, 100), true);
  assert.strictEqual(await ask('incr', 'n', 5), 15);
  assert.strictEqual(await ask('decr', 'n', 100), 0);
  assert.strictEqual(await ask('incr', 'nothing', 1), false);

  const keys = [...Array(500).keys()].map((i) => `key${i}`);
  await Promise.all(keys.map((key) => ask('set', key, `value of ${key}`, 100)));
  const values = await ask('getMulti', [...keys, 'nothing']);
  assert.deepStrictEqual(values, Object.fromEntries(keys.map((key) => [key, `value of ${key}`])));

  assert.strictEqual(await ask('del', 'b'), true);
  assert.strictEqual(await ask('del', 'b'), false);
  assert.strictEqual(await ask('touch', 'nothing', 1), false);
  assert.strictEqual(await ask('set', 'soon', 'x', 100), true);
  assert.strictEqual(await ask('touch', 'soon', 1), true);
  await new Promise((over) => setTimeout(over, 2200));
  assert.strictEqual(await ask('get', 'soon'), undefined);

  for (const size of [1, 4000, 4096, 16384, 65536, 300000, 1000000]) {
    const big = 'abcdefghijklm'.repeat(size).substring(0, size);
    assert.strictEqual(await ask('set', 'big', big, 100), true);
    assert.ok((await ask('get', 'big')) === big, `${size} bytes`);
  }
  const [stats] = await ask('stats');
  assert.ok(stats.curr_items >= 500);
  const [settings] = await ask('settings');
  assert.strictEqual(settings.item_size_max, 1048576);
  const [items] = await ask('items');
  assert.ok(items[1].number >= 500);
  assert.deepStrictEqual(await ask('flush'), [true]);
  assert.strictEqual(await ask('get', 'key1'), undefined);

  // it takes a server that refuses a value for one that is gone, so this comes last
  assert.strictEqual(await ask('set', 'big', 'x'.repeat(1048576), 100), false);
  client.end();
}

dialogue().then(
  () => {
    console.log('all as expected');
    process.exit(0); // not when its timers are over, minutes later
  },
  (error) => {
    console.log(error);
    process.exit(1);
  },
);
