import { anOperatorObject } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import type { ExposeSpec } from '../../../resources/database-cluster/index.js';
import { expose } from './expose.js';

const ADDRESS = { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } };

function aService(
  name: string,
  type: string,
  {
    status = {},
    ranges,
    annotations,
  }: { status?: object; ranges?: string[]; annotations?: Record<string, string> } = {},
): UntypedObject {
  const spec = { type, ports: [{ port: 5432, nodePort: 30432 }], ...(ranges && { loadBalancerSourceRanges: ranges }) };
  const service = anOperatorObject('Service', name, { spec, status });
  return { ...service, metadata: { ...service.metadata, annotations } };
}

const showing = (...services: UntypedObject[]): Scene => ({
  others: services.map((service) => [SERVICE, service] as const),
});
const played = (wanted: ExposeSpec, before: Scene = {}): PlayedOperation =>
  new PlayedOperation(expose, { type: 'Expose', expose: wanted }, before);

describe('a load balancer', () => {
  const asked = { sourceRanges: ['10.0.0.0/8'], annotations: { 'cloud.example/internal': 'true' } };
  const operation = played({ type: 'LoadBalancer', ...asked });
  const complete = {
    ranges: asked.sourceRanges,
    annotations: { ...asked.annotations, 'cnpg.io/operatorVersion': '1.30.0' },
  };

  it.each<Sight>([
    { seen: 'there is no Service', scene: {}, state: 'Running', steps: ['OpenService orders-rw-ext: Pending'] },
    {
      seen: 'the Service lets everybody in',
      scene: showing(aService('orders-rw-ext', 'LoadBalancer', { ...complete, ranges: undefined, status: ADDRESS })),
      state: 'Running',
    },
    {
      seen: 'the Service lacks what the cloud is to be told',
      scene: showing(aService('orders-rw-ext', 'LoadBalancer', { ranges: asked.sourceRanges, status: ADDRESS })),
      state: 'Running',
    },
    {
      seen: 'it has no address',
      scene: showing(aService('orders-rw-ext', 'LoadBalancer', complete)),
      state: 'Running',
      steps: ['OpenService orders-rw-ext: Running'],
      message: expect.stringContaining('no address yet'),
    },
    {
      seen: 'it has an address',
      scene: showing(aService('orders-rw-ext', 'LoadBalancer', { ...complete, status: ADDRESS })),
      state: 'Done',
      message: 'Service orders-rw-ext answers at 203.0.113.7:5432.',
    },
  ])('is seen when $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is closed again when it is taken back', () => {
    expect(operation.undoneAt(showing(aService('orders-rw-ext', 'LoadBalancer'))).state).toBe('Running');
    expect(operation.undoneAt({}).state).toBe('Done');
  });
});

it('opens the door of the proxy too, where there is one', () => {
  const operation = played({ type: 'NodePort' }, { intent: { proxy: { type: 'pgbouncer' } } });
  const primary = aService('orders-rw-ext', 'NodePort');
  expect(operation.sees(showing(primary, aService('orders-pooler-rw', 'ClusterIP'))).state).toBe('Running');
  expect(operation.plan.steps.map(({ target }) => target)).toEqual(['orders-rw-ext', 'orders-pooler-rw']);
});

describe('the way back inside', () => {
  const open = showing(aService('orders-rw-ext', 'NodePort'));
  const operation = played({ type: 'ClusterIP' }, open);

  it('warns those outside', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'None',
      warnings: [expect.stringContaining('lose the present address')],
    });
    expect(played({ type: 'NodePort' }, open).plan.warnings).toEqual([]);
  });

  it('is done when the Service is gone', () => {
    expect(operation.sees(open)).toMatchObject({ state: 'Running', steps: ['CloseService orders-rw-ext: Pending'] });
    expect(operation.sees({})).toMatchObject({ state: 'Done' });
  });
});
