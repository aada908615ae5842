import { imageOf, isNewerMetadata, metadataOf } from './versions.js';

describe('versions of Kafka', () => {
  it.each([
    { one: '4.3-IV0', other: '4.2-IV1', newer: true },
    { one: '4.2-IV1', other: '4.3-IV0', newer: false },
    { one: '4.2-IV1', other: '4.2-IV0', newer: true },
    { one: '4.3-IV0', other: '4.3-IV0', newer: false },
    { one: '4.10-IV0', other: '4.9-IV0', newer: true },
  ])('metadata $one is newer than $other: $newer', ({ one, other, newer }) => {
    expect(isNewerMetadata(one, other)).toBe(newer);
  });

  it('are those that the operator has images of', () => {
    expect([metadataOf('4.3.1'), metadataOf('3.9.0')]).toEqual(['4.3-IV0', undefined]);
    expect(imageOf('4.3.1')).toBe('quay.io/strimzi/kafka:1.2.0-kafka-4.3.1');
  });
});
