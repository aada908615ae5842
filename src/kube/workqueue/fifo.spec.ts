import { Fifo } from './fifo.js';

function drain(fifo: Fifo): string[] {
  const keys: string[] = [];
  for (let next = fifo.peek(); next; next = fifo.peek()) {
    keys.push(next.key);
    fifo.remove(next.key);
  }
  return keys;
}

it('forgets the old place of a key that left and came again', () => {
  const fifo = new Fifo();
  fifo.push('a', 1);
  fifo.push('b', 2);
  fifo.remove('a');
  fifo.push('a', 3);
  expect(fifo.peek()).toEqual({ key: 'b', atMs: 2 });
  expect(drain(fifo)).toEqual(['b', 'a']);
});

it('keeps its order through thousands of comings and goings', () => {
  const fifo = new Fifo();
  const expected: string[] = [];
  for (let n = 0; n < 5_000; n += 1) {
    fifo.push(`key-${n}`, n);
    expected.push(`key-${n}`);
    if (n % 2 === 0) fifo.remove(expected.shift()!);
  }
  expect(fifo.size).toBe(2_500);
  expect(drain(fifo)).toEqual(expected);
});
