import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isSupported, runApplier, takesBackups } from '../../../src/providers/contract/index.js';
import type { DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { OPERATION_TYPE } from '../../../src/resources/ops-request/enums.js';
import { anApplyInput } from '../../builders/apply-input.js';
import { CLUSTER_UID } from '../../builders/database-cluster.js';
import { deepFreeze } from '../../doubles/deep-freeze.js';
import { ObservedObjects } from '../../builders/observed.js';
import { ENGINES } from './engine-under-test.js';

describe.each(ENGINES)('the engine $name', ({ name, provider, catalogue }) => {
  const example = parse(readFileSync(`examples/${name}.yaml`, 'utf8')) as DatabaseCluster;
  const cluster: DatabaseCluster = { ...example, metadata: { ...example.metadata, uid: CLUSTER_UID, generation: 1 } };
  const nothing = new ObservedObjects();

  const render = (observed = nothing) =>
    runApplier(provider.applier(deepFreeze(anApplyInput({ cluster, engine: catalogue, observed }))));
  const standing = (): ObservedObjects =>
    render().reduce((all, { type, object }) => all.with(type, object), new ObservedObjects());

  it('has an example that its own rules accept, and that begins where it is first looked at', () => {
    expect(provider.validate(cluster, { engine: catalogue })).toEqual([]);
    expect(provider.preReconcileHook(cluster, { engine: catalogue, observed: nothing })).toBeUndefined();
  });

  it('renders the same for the same, and nothing else beside what it has rendered', () => {
    expect(render()).toEqual(render());
    expect(render(standing())).toEqual(render());
  });

  it('renders an upstream of the name of its cluster, and only kinds that it watches and may write', () => {
    const children = render();
    const writable = provider.watches.filter(({ writes }) => writes?.includes('create')).map(({ type }) => type);
    expect(children.find(({ type }) => type === provider.upstream)?.object.metadata.name).toBe(cluster.metadata.name);
    expect(children.map(({ type }) => type).filter((type) => !writable.includes(type))).toEqual([]);
  });

  it('leaves no type of operation without an answer', () => {
    const asked = OPERATION_TYPE.values.filter((type) => type !== 'Custom' && type !== 'Backup');
    expect(Object.keys(provider.operations).sort()).toEqual([...asked].sort());
  });

  it('says the same of backups everywhere', () => {
    const { backups, operations, capabilities } = provider;
    const isTaken = takesBackups(backups);
    expect([capabilities.backups !== undefined, isSupported(operations.Restore)]).toEqual([isTaken, isTaken]);
    // Moments between backups are those that a log leads to.
    const hasLog = isTaken && backups.layout.log !== undefined;
    expect((capabilities.backups?.pointInTime ?? 'None') !== 'None').toBe(hasLog);
  });

  it('says the same of power everywhere', () => {
    const powers = [provider.operations.Start, provider.operations.Stop].map(isSupported);
    expect(powers).toEqual([provider.capabilities.powerState, provider.capabilities.powerState]);
  });

  it('is Pending and not Ready before there is anything', () => {
    const { phase, conditions, members, endpoints } = provider.status(cluster, nothing);
    expect({ phase, members, endpoints }).toEqual({ phase: 'Pending', members: [], endpoints: [] });
    expect(conditions).toMatchObject([{ type: 'Ready', status: 'False' }]);
  });

  it('knows the way to the database before there is any, and it never changes by what comes', () => {
    const { host, port, username } = provider.connection(cluster, nothing);
    expect(host).toMatch(/\.svc(\.cluster\.local)?$/);
    expect(provider.connection(cluster, standing())).toMatchObject({ host, port, username });
  });

  it('has nothing to clean up where nothing is, and leaves what is not its own', () => {
    expect(provider.cleanup(cluster, nothing)).toMatchObject({ actions: [], done: true });
    expect(provider.cleanup(cluster, standing())).toMatchObject({ actions: [], done: true });
  });

  it('waits for its operator', () => {
    const observed = provider.watches.reduce((all, { type }) => all.withoutKind(type), new ObservedObjects());
    const requeue = provider.preReconcileHook(cluster, { engine: catalogue, observed });
    expect(requeue).toMatchObject({ reason: 'OperatorNotInstalled' });
  });
});

it('looks at more than one engine', () => {
  expect(ENGINES.length).toBeGreaterThan(1);
});
