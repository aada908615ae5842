import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { ENGINE_SECRETS } from '../../../../test/builders/engine-secrets.js';
import { aReconcileContext } from '../../../../test/builders/reconcile-context.js';
import { SecretStore } from '../../../../test/doubles/secret-store.js';
import { LABELS } from '../../../domain/naming.js';
import { InheritedUsers, type Inheritance } from './inherited-users.js';

const ARCHIVE = 'team-a/events-0a1b2c3d-1-v8.0';
const USERS = { root: 'r', monitor: 'm' };
const OF_EVENTS = { [LABELS.engine]: 'postgresql', [LABELS.clusterUid]: '0a1b2c3d-4e5f' };

class World extends SecretStore {
  readonly inherited = new InheritedUsers(this.client, this as never);

  ensure(archive = ARCHIVE): Promise<Inheritance> {
    const source = { storage: 'main', archive };
    const cluster = aDatabaseCluster();
    return this.inherited.ensure({ cluster, users: ENGINE_SECRETS.users, source, ctx: aReconcileContext() });
  }
}

const withOrigin = (labels: Record<string, string> = OF_EVENTS): World =>
  new World().put('events-secrets', { ...USERS, other: 'x' }).put('events-credentials', { password: 'p' }, labels);

describe('the users of a database that is born with the data of another', () => {
  it('are those of the origin: what its operator needs is copied, and the binding has its password', async () => {
    const world = withOrigin();
    expect(await world.ensure()).toEqual({ is: 'there', password: 'p' });
    expect(world.dataOf('orders-secrets')).toEqual({ ...USERS, password: 'p' });
    expect(world.find('orders-secrets')?.metadata.labels?.[LABELS.cluster]).toBe('orders');
  });

  it('are known to the copy alone, when the origin goes before there is a binding', async () => {
    const world = new World().put('orders-secrets', { ...USERS, password: 'p' });
    expect(await world.ensure()).toEqual({ is: 'there', password: 'p' });
    expect(world.takeAsked()).toEqual(['get secrets team-a/orders-secrets']);
  });

  it('are what somebody has put there, with the password of an origin that is still there', async () => {
    const world = withOrigin().put('orders-secrets', { root: 'mine', monitor: 'mine' });
    expect(await world.ensure()).toEqual({ is: 'there', password: 'p' });
    expect(world.dataOf('orders-secrets')).toEqual({ root: 'mine', monitor: 'mine' });
  });

  it.each<{ what: string; world: () => World; archive?: string; whose: string }>([
    { what: 'nothing is left of the origin', world: () => new World(), whose: '"events"' },
    {
      what: 'another database has the name of the origin',
      world: () => withOrigin({ ...OF_EVENTS, [LABELS.clusterUid]: 'ffffffff' }),
      whose: '"events"',
    },
    {
      what: 'a database of another engine has its name',
      world: () => withOrigin({ ...OF_EVENTS, [LABELS.engine]: 'kafka' }),
      whose: '"events"',
    },
    {
      what: 'the users of its operator are gone',
      world: () => new World().put('events-credentials', { password: 'p' }, OF_EVENTS),
      whose: '"events"',
    },
    { what: 'nobody knows the origin', world: withOrigin, archive: 'old/dump', whose: 'another database' },
  ])('are asked for where $what', async ({ world, archive, whose }) => {
    expect(await world().ensure(archive)).toEqual({
      is: 'missing',
      message:
        `The users of ${whose} come back with its data, and its Secrets are not in this namespace any more. Make the ` +
        'Secret "orders-secrets" with their passwords of then: root, monitor, and password for that of the application.',
    });
  });

  it('are asked for by name where somebody has put half of them there', async () => {
    const world = withOrigin().put('orders-secrets', { root: 'mine' });
    expect(await world.ensure()).toEqual({
      is: 'missing',
      message: 'The Secret "orders-secrets" must hold root, monitor of the database that the data is of.',
    });
  });

  it('are settled once there is a binding', () => {
    const world = new World().put('orders-credentials', { password: 'x' }, { [LABELS.managedBy]: 'dbaas-operator' });
    expect([world.inherited.isDone(aDatabaseCluster()), new World().inherited.isDone(aDatabaseCluster())]).toEqual([
      true,
      false,
    ]);
  });
});
