import { SECRET } from '../../../src/kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { raw } from '../clusters/bench.js';
import { PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';
import { KafkaBench } from './kafka-bench.js';

let bench: KafkaBench;
let count = 0;

beforeAll(async () => {
  bench = await KafkaBench.start();
}, PATIENCE_MS);

afterAll(() => bench.stop());

const born = (spec?: Partial<DatabaseClusterSpec>): Promise<OperatedCluster> => bench.born(`log${(count += 1)}`, spec);

const replicas = (pool: { spec: { replicas: number; roles: string[] } }): unknown => [
  pool.spec.roles,
  pool.spec.replicas,
];

describe('a Kafka', () => {
  it.each([
    { brokers: 1, controllers: 1, balances: false },
    { brokers: 2, controllers: 3, balances: true },
    { brokers: 3, controllers: 3, balances: true },
  ])('of $brokers brokers has $controllers controllers apart from them', async ({ brokers, controllers, balances }) => {
    const world = await bench.world(await born({ clusterSize: brokers }));
    expect(replicas(world.pools.broker)).toEqual([['broker'], brokers]);
    expect(replicas(world.pools.controller)).toEqual([['controller'], controllers]);
    expect(world.pools.broker.spec.storage.type).toBe('jbod');
    expect(world.kafka.spec.cruiseControl !== undefined).toBe(balances);
    const roles = (world.database.status?.members ?? []).map(({ role }) => role);
    expect(roles.filter((role) => role === 'Peer')).toHaveLength(brokers);
    expect(roles.filter((role) => role === 'Coordinator')).toHaveLength(controllers);
  });

  it('lets its user in with the password of the credentials Secret', async () => {
    const cluster = await born();
    const { user, database } = await bench.world(cluster);
    expect(user.status.conditions).toEqual([expect.objectContaining({ type: 'Ready' })]);
    const read = async (name: string): Promise<Record<string, string>> =>
      Object.fromEntries(
        Object.entries(raw(await bench.bench.get(SECRET, { ...cluster.key, name })).data as Record<string, string>).map(
          ([key, value]) => [key, Buffer.from(value, 'base64').toString()],
        ),
      );
    const credentials = await read(database.status!.binding!.name);
    const ofOperator = await read(user.status.secret);
    expect(credentials).toMatchObject({
      username: user.status.username,
      password: ofOperator['password'],
      port: '9093',
    });
    expect(credentials['uri']).toContain(`${credentials['host']}:9093`);
    const listener = (await bench.world(cluster)).kafka.status.listeners[0];
    expect(credentials['ca.crt']).toBe(listener.certificates[0]);
    expect(listener.bootstrapServers).toBe(`${credentials['host']}:${credentials['port']}`);
  });

  it.each([
    { given: 'a setting that the operator keeps', config: [{ name: 'node.id', value: '7' }], says: /node\.id/ },
    {
      given: 'one in capitals',
      config: [{ name: 'SSL.keystore.type', value: 'PEM' }],
      says: /SSL\.keystore\.type|operator/,
    },
  ])('is refused with $given, which the operator would drop in silence', async ({ config, says }) => {
    const body = {
      metadata: { name: 'refused' },
      spec: { engine: 'kafka', version: '4.2.1', clusterSize: 3, storage: { size: '1Gi' }, config },
    };
    const path = `/api/v1/namespaces/${bench.operations.namespace}/clusters`;
    const answer = await bench.bench.sandbox.request('POST', path, { body });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_spec']);
    expect(JSON.stringify(answer.body.errors)).toMatch(says);
  });
});
