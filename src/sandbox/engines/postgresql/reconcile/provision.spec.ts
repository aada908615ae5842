import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { PHASE } from '../well-known.js';
import type { Secret } from '../../mechanics/workloads.js';

const SOMEBODY = { apiVersion: 'v1', kind: 'ConfigMap', name: 'somebody', uid: 'u-somebody' };
const aSecret = (name: string, owner?: typeof SOMEBODY): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'team-a', ...(owner && { ownerReferences: [owner] }) },
});

describe('a Secret that is there before its cluster', () => {
  it.each([
    { what: 'an authority that belongs to nobody', secret: aSecret('orders-ca'), phase: PHASE.healthy },
    { what: 'a certificate that belongs to nobody', secret: aSecret('orders-server'), phase: PHASE.healthy },
    { what: 'an authority of somebody else', secret: aSecret('orders-ca', SOMEBODY), phase: PHASE.cannotCreateObjects },
    { what: 'credentials that belong to nobody', secret: aSecret('orders-app'), phase: PHASE.cannotCreateObjects },
  ])('leads to "$phase" when it is $what, and stays what it is', ({ secret, phase }) => {
    const world = new StandInWorld(aStoredCluster());
    world.put(secret);
    expect(world.settle().at(-1)).toBe(phase);
    expect(world.get('Secret', secret.metadata.name)).toEqual(secret);
  });
});
