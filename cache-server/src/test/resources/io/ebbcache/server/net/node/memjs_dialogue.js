// A dialogue of memjs, whose every answer is checked. Arguments: host, port, then perhaps user and password.

const assert = require('assert');
const memjs = require('memjs');

const [host, port, username, password] = process.argv.slice(2);
const client = memjs.Client.create(`${host}:${port}`, { username, password, timeout: 20, retries: 1 });

const text = async (key) => {
  const { value } = await client.get(key);
  return value && value.toString();
};

async function dialogue() {
  assert.strictEqual(await text('a'), null);
  assert.strictEqual(await client.set('a', 'one', {}), true);
  assert.strictEqual(await text('a'), 'one');
  assert.strictEqual(await client.add('a', 'two', {}), false);
  assert.strictEqual(await client.add('b', 'two', {}), true);
  assert.strictEqual(await client.replace('nothing', 'x', {}), false);
  assert.strictEqual(await client.replace('b', 'three', {}), true);
  assert.strictEqual(await client.append('b', '-'), true);
  assert.strictEqual(await client.prepend('b', '-'), true);
  await assert.rejects(client.append('nothing', '-'), /not stored/);
  assert.strictEqual(await text('b'), 'three--'); // its prepend sends the opcode of append

  assert.deepStrictEqual(await client.increment('n', 5, { initial: 10 }), { success: true, value: 10 });
  assert.deepStrictEqual(await client.increment('n', 5, {}), { success: true, value: 15 });
  assert.deepStrictEqual(await client.decrement('n', 100, {}), { success: true, value: 0 });

  assert.strictEqual(await client.delete('b'), true);
  assert.strictEqual(await client.delete('b'), false);

  assert.strictEqual(await client.set('soon', 'x', { expires: 100 }), true);
  assert.strictEqual(await client.touch('soon', 1), true);
  assert.strictEqual(await client.touch('nothing', 1), false);
  await new Promise((over) => setTimeout(over, 2200));
  assert.strictEqual(await text('soon'), null);

  const keys = [...Array(500).keys()].map((i) => `key${i}`);
  await Promise.all(keys.map((key) => client.set(key, `value of ${key}`, {})));
  const values = await Promise.all(keys.map(text));
  assert.deepStrictEqual(values, keys.map((key) => `value of ${key}`));

  for (const size of [0, 1, 4000, 4096, 16384, 65536, 300000, 1000000]) {
    const big = Buffer.alloc(size, 'abcdefghijklm');
    assert.strictEqual(await client.set('big', big, {}), true);
    assert.ok((await client.get('big')).value.equals(big), `${size} bytes`);
  }
  await assert.rejects(client.set('big', Buffer.alloc(1048576), {}), /TOO_LARGE|too large/i);

  const group = (name) => new Promise((done, failed) => {
    client.statsWithKey(name, (error, server, stats) => (error ? failed(error) : done(stats)));
  });
  assert.ok(Number((await group('')).curr_items) >= 500);
  assert.strictEqual((await group('settings')).item_size_max, '1048576');

  await new Promise((done, failed) => client.flush((error) => (error ? failed(error) : done())));
  assert.strictEqual(await text('key1'), null);
  client.quit();
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
