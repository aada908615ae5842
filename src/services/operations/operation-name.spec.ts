import { newOperationName } from './operation-name.js';

const same = (): string => 'abcdef';

describe('newOperationName', () => {
  it.each([
    { cluster: 'orders', type: 'Restart', expected: 'orders-restart-abcdef' },
    { cluster: 'orders', type: 'Explode', expected: 'orders-abcdef' },
    { cluster: 'orders', type: { nonsense: true }, expected: 'orders-abcdef' },
    { cluster: undefined, type: 'Stop', expected: 'operation-stop-abcdef' },
  ])('of $cluster and $type is $expected', ({ cluster, type, expected }) => {
    expect(newOperationName(cluster, type, same)).toBe(expected);
  });

  it('fits, however long the name of the cluster is', () => {
    expect(newOperationName('x'.repeat(40), 'HorizontalScaling', same)).toHaveLength(63);
  });

  it('is another one each time', () => {
    expect(newOperationName('orders', 'Stop')).not.toBe(newOperationName('orders', 'Stop'));
  });
});
