import { DelayHeap } from './delay-heap.js';

it('gives keys in the order they are due, whatever was added, hastened and removed before', () => {
  const heap = new DelayHeap();
  const dueMs = (n: number): number => (n * 7_919) % 1_000;
  for (let n = 0; n < 500; n += 1) heap.push(`key-${n}`, dueMs(n) + 500);
  for (let n = 0; n < 500; n += 3) heap.push(`key-${n}`, dueMs(n));
  for (let n = 0; n < 500; n += 5) heap.remove(`key-${n}`);

  const expected = Array.from({ length: 500 }, (_, n) => n)
    .filter((n) => n % 5 !== 0)
    .map((n) => (n % 3 === 0 ? dueMs(n) : dueMs(n) + 500));
  const popped: number[] = [];
  for (let due = heap.nextDueMs; due !== undefined; due = heap.nextDueMs) {
    popped.push(due);
    heap.popDue(due);
  }
  expect(popped).toEqual(expected.sort((a, b) => a - b));
  expect(heap.size).toBe(0);
});

it('keeps what is not due yet', () => {
  const heap = new DelayHeap();
  heap.push('a', 10);
  expect(heap.popDue(9)).toBeUndefined();
  expect(heap.popDue(10)).toBe('a');
});
