import { aNodePool } from '../../../../../test/builders/stand-in-kafka.js';
import type { NodePool } from '../kafka.js';
import { assignNodes } from './assign-nodes.js';

const pool = (role: 'broker' | 'controller', replicas: number, nodeIds?: number[]): NodePool => ({
  ...aNodePool({ role, spec: { replicas } }),
  ...(nodeIds ? { status: { nodeIds } } : {}),
});

const inUse =
  (...ids: number[]) =>
  (_: NodePool, id: number): boolean =>
    ids.includes(id);

describe('nodes of the pools of a cluster', () => {
  it('get numbers of which no two are the same', () => {
    const [brokers, controllers] = assignNodes([pool('broker', 2), pool('controller', 1)], inUse());
    expect([brokers?.nodeIds, controllers?.nodeIds]).toEqual([[0, 1], [2]]);
    expect([brokers?.added, controllers?.added]).toEqual([[0, 1], [2]]);
  });

  it('keep theirs while others come', () => {
    const [brokers] = assignNodes([pool('broker', 3, [0, 4]), pool('controller', 1, [1])], inUse(0, 4));
    expect(brokers).toEqual({ nodeIds: [0, 2, 4], added: [2], blocked: [] });
  });

  it('go from the highest when nothing is on them', () => {
    const [brokers] = assignNodes([pool('broker', 1, [0, 1, 2])], inUse(0));
    expect(brokers).toEqual({ nodeIds: [0], added: [], blocked: [] });
  });

  it('all stay while one of those that should go is in use', () => {
    const [left, right] = assignNodes([pool('broker', 1, [0, 1, 2]), pool('broker', 0, [3])], inUse(2));
    expect(left).toEqual({ nodeIds: [0, 1, 2], added: [], blocked: [1, 2] });
    expect(right).toEqual({ nodeIds: [3], added: [], blocked: [3] });
  });
});
