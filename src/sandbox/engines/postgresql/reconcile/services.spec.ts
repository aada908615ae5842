import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { LABEL } from '../well-known.js';
import type { Service } from '../../mechanics/workloads.js';

interface Exposure {
  readonly type?: string;
  readonly updateStrategy?: 'patch' | 'replace';
  readonly annotations?: Record<string, string>;
}

function expose(world: StandInWorld, { type = 'LoadBalancer', updateStrategy, annotations = {} }: Exposure = {}): void {
  const serviceTemplate = {
    metadata: { name: 'orders-rw-ext', annotations },
    spec: { type, loadBalancerSourceRanges: ['10.0.0.0/8'] },
  };
  const entry = { selectorType: 'rw', serviceTemplate, ...(updateStrategy ? { updateStrategy } : {}) };
  world.patchCluster({ spec: { managed: { services: { additional: [entry] } } } });
}

const exposed = (world: StandInWorld): Service | undefined => world.get<Service>('Service', 'orders-rw-ext');
const addressOf = (world: StandInWorld): string | undefined => exposed(world)?.status?.loadBalancer?.ingress?.[0]?.ip;

describe('exposing a cluster', () => {
  it('adds a Service that selects the primary, takes what the template says and gets an address', () => {
    const world = StandInWorld.healthy();
    expose(world, { annotations: { team: 'a' } });
    world.settle();
    expect(exposed(world)).toMatchObject({
      metadata: { labels: { [LABEL.isManaged]: 'true' }, annotations: { team: 'a' } },
      spec: {
        type: 'LoadBalancer',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        selector: { [LABEL.cluster]: 'orders', [LABEL.instanceRole]: 'primary' },
      },
    });
    expect(addressOf(world)).toMatch(/^203\.0\.113\.\d+$/);
  });

  it('leaves the Service without an address while the cloud has none to give', () => {
    const world = StandInWorld.healthy();
    world.fail('load-balancer');
    expose(world);
    world.settle();
    expect(exposed(world)?.spec.type).toBe('LoadBalancer');
    expect(addressOf(world)).toBeUndefined();
    world.fail(null);
    world.settle();
    expect(addressOf(world)).toBeDefined();
  });

  it('ends with the entry: the Service goes, the others stay', () => {
    const world = StandInWorld.healthy();
    expose(world);
    world.settle();
    world.patchCluster({ spec: { managed: { services: { additional: [] } } } });
    world.settle();
    expect(world.names('Service')).toEqual(['orders-r', 'orders-ro', 'orders-rw']);
  });

  it('takes the address back when the Service is no longer for outside', () => {
    const world = StandInWorld.healthy();
    expose(world);
    world.settle();
    expose(world, { type: 'ClusterIP' });
    world.settle();
    expect(exposed(world)?.spec.type).toBe('ClusterIP');
    expect(addressOf(world)).toBeUndefined();
  });

  it.each([
    { updateStrategy: 'patch', isNew: false },
    { updateStrategy: 'replace', isNew: true },
  ] as const)('with updateStrategy $updateStrategy makes the Service anew: $isNew', ({ updateStrategy, isNew }) => {
    const world = StandInWorld.healthy();
    expose(world, { updateStrategy });
    world.settle();
    const [uid, address] = [exposed(world)?.metadata.uid, addressOf(world)];
    expose(world, { updateStrategy, annotations: { team: 'b' } });
    world.settle();
    expect(exposed(world)?.metadata.annotations).toMatchObject({ team: 'b' });
    expect(exposed(world)?.metadata.uid !== uid).toBe(isNew);
    expect(addressOf(world) !== address).toBe(isNew);
  });
});
