import { waitOf } from './prefer.js';

describe('waitOf', () => {
  it.each<[string | undefined, number | undefined]>([
    ['wait=30', 30],
    ['return=minimal, wait=5', 5],
    ['Wait = "7"; foo=bar', 7],
    ['wait=600', 60],
    ['wait=0', 0],
    [undefined, undefined],
    ['', undefined],
    ['respond-async', undefined],
    ['wait=soon', undefined],
    ['wait=-1', undefined],
    ['await=5', undefined],
  ])('of %j is %s', (header, seconds) => {
    expect(waitOf(header)).toBe(seconds);
  });
});
