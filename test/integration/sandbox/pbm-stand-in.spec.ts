import { isNotFound } from '../../../src/kube/client/kube-error.js';
import { STATEFUL_SET } from '../../../src/kube/meta/index.js';
import type { PsmdbBackup, PsmdbRestore } from '../../../src/sandbox/engines/mongodb/backups/orders.js';
import { MongodbStandIn } from '../../../src/sandbox/engines/mongodb/index.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE } from '../../../src/sandbox/engines/mongodb/kinds.js';
import type { Psmdb, PsmdbSpec } from '../../../src/sandbox/engines/mongodb/psmdb.js';
import { aPsmdb, aVolume } from '../../builders/stand-in-psmdb.js';
import { eventually } from '../../harness/eventually.js';
import { databaseOf, NAMESPACE, PerconaBench } from './percona-bench.js';

const ENDS = ['ready', 'error'];

describe('the stand-in of the operator for MongoDB with PBM', () => {
  let bench: PerconaBench;
  let counter = 0;
  const newName = (): string => `db${(counter += 1)}`;

  beforeAll(async () => {
    bench = await PerconaBench.start(new MongodbStandIn(), PSMDB);
  });
  afterAll(() => bench.stop());

  const s3In = (folder: string, credentialsSecret = 'keys') => ({
    bucket: 'backups',
    prefix: folder,
    endpointUrl: bench.store.url,
    credentialsSecret,
  });

  /** Ready, with one member, its own folder and a log. */
  async function born(name: string, spec: Partial<PsmdbSpec> = {}): Promise<string> {
    const password = { name: `${name}-app`, key: 'password' };
    await bench.secret(password.name, { password: `secret of ${name}` });
    await bench.create(
      aPsmdb({
        name,
        replset: { size: 1 },
        spec: {
          unsafeFlags: { replsetSize: true },
          users: [{ name: 'app', db: 'admin', passwordSecretRef: password, roles: [{ name: 'readWrite', db: 'app' }] }],
          backup: {
            enabled: true,
            image: 'percona/percona-backup-mongodb:2.12.0',
            storages: { main: { type: 's3', main: true, s3: s3In(name) } },
            pitr: { enabled: true },
          },
          ...spec,
        },
      }),
    );
    await bench.ready(name);
    return name;
  }

  async function backUp(clusterName: string, changes: object = {}, finalizers?: string[]): Promise<PsmdbBackup> {
    const name = newName();
    await bench.order(PSMDB_BACKUP, name, { clusterName, storageName: 'main', ...changes }, finalizers);
    return bench.ended<PsmdbBackup>(PSMDB_BACKUP, name, ENDS);
  }

  async function restore(clusterName: string, spec: Record<string, unknown>): Promise<PsmdbRestore> {
    const name = newName();
    await bench.order(PSMDB_RESTORE, name, { clusterName, ...spec });
    return bench.ended<PsmdbRestore>(PSMDB_RESTORE, name, ENDS);
  }

  const sourceOf = ({ status }: PsmdbBackup, folder: string) => ({
    backupSource: { type: 'logical', destination: status!.destination!, s3: s3In(folder) },
  });

  it('goes back to moments, and needs a new full backup then', async () => {
    const name = await born(newName());
    await bench.write(name, 'before');
    expect(bench.keysIn(name)).toEqual([]);
    const kept = await backUp(name);
    expect(kept.status).toMatchObject({ state: 'ready', replsetNames: ['rs0'], s3: { prefix: name } });
    const { pbmName } = kept.status!;
    expect(kept.status?.destination).toBe(`s3://backups/${name}/${pbmName}`);
    await bench.write(name, 'after');
    const moment = await bench.moment();
    await bench.write(name, 'later');
    const stamps = bench.keysIn(name).filter((key) => !key.startsWith('pbmPitr'));
    expect(stamps).toEqual([
      '.pbm.init',
      `${pbmName}.pbm.json`,
      `${pbmName}/rs0/admin.system.users.gz`,
      `${pbmName}/rs0/app.rows.gz`,
    ]);
    expect(bench.keysIn(name)).toContainEqual(
      expect.stringMatching(/^pbmPitr\/rs0\/\d{8}\/\d{14}-\d+\.\d{14}-\d+\.oplog\.s2$/),
    );
    const told = await bench.get<PsmdbBackup>(PSMDB_BACKUP, kept.metadata.name);
    expect(Date.parse(told.status!.latestRestorableTime!)).toBeGreaterThanOrEqual(
      Date.parse(`${moment.replace(' ', 'T')}Z`),
    );

    const back = await restore(name, { ...sourceOf(kept, name), pitr: { type: 'date', date: moment } });
    expect(back.status).toMatchObject({ state: 'ready', pitrTarget: `${moment.replace(' ', 'T')}Z` });
    expect(await bench.rows(name)).toEqual(['before', 'after']);
    const chunks = bench.keysIn(`${name}/pbmPitr`);
    await bench.write(name, 'another way');
    expect(bench.keysIn(`${name}/pbmPitr`)).toEqual(chunks);
    await backUp(name);
    await bench.write(name, 'with a log again');
    expect(bench.keysIn(`${name}/pbmPitr`).length).toBeGreaterThan(chunks.length);
    expect((await restore(name, { backupName: kept.metadata.name })).status?.state).toBe('ready');
    expect(await bench.rows(name)).toEqual(['before']);
  });

  it('fills another cluster, whose users are those of the backup', async () => {
    const origin = await born(newName());
    await bench.write(origin, 'row');
    const kept = await backUp(origin);
    const { users } = await bench.database(origin);
    const heir = newName();
    await bench.copySecret(`${origin}-secrets`, `${heir}-secrets`);
    await born(heir);
    expect((await bench.database(heir)).users).not.toEqual(users);
    expect((await restore(heir, sourceOf(kept, origin))).status?.state).toBe('ready');
    expect(await bench.rows(heir)).toEqual(['row']);
    expect((await bench.database(heir)).users).toEqual(users);
    await bench.ready(heir);

    const stranger = await born(newName());
    expect((await restore(stranger, sourceOf(kept, origin))).status?.state).toBe('ready');
    const locked = await bench.until<Psmdb>(PSMDB, stranger, ({ status }) => status?.state === 'error');
    expect(locked.status?.message).toMatch(/Authentication failed/);
  });

  it('refuses what cannot be restored, and leaves the data alone', async () => {
    const name = await born(newName());
    await bench.write(name, 'row');
    const early = await bench.moment();
    const kept = await backUp(name);
    const old = await born(newName(), { image: 'percona/percona-server-mongodb:7.0.30-16' });
    const attempts = [
      {
        of: name,
        spec: { backupSource: { ...sourceOf(kept, name).backupSource, s3: s3In('other') } },
        error: /not found/,
      },
      { of: old, spec: sourceOf(kept, name), error: /FCV "8.0" is incompatible/ },
      {
        of: name,
        spec: { ...sourceOf(kept, name), pitr: { type: 'date', date: early } },
        error: /later than the target/,
      },
      {
        of: name,
        spec: { ...sourceOf(kept, name), pitr: { type: 'date', date: '2100-01-01 00:00:00' } },
        error: /no chunk/,
      },
      { of: name, spec: { backupName: 'nobody' }, error: /not found/ },
      { of: 'nobody', spec: sourceOf(kept, name), error: /not found/ },
    ];
    for (const { of, spec, error } of attempts) {
      const { status } = await restore(of, spec);
      expect([status?.state, status?.error]).toEqual(['error', expect.stringMatching(error)]);
    }
    expect(await bench.rows(name)).toEqual(['row']);
  });

  it('fails where a bucket or its keys are wrong, or a person asks for that', async () => {
    await bench.secret('wrong', { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' });
    const name = newName();
    const storage = (s3: object) => ({ type: 's3', s3 });
    await born(name, {
      backup: {
        enabled: true,
        image: 'pbm:2.12.0',
        storages: {
          main: { ...storage(s3In(name)), main: true },
          keys: storage(s3In(name, 'wrong')),
          none: storage(s3In(name, 'nowhere')),
          bucket: storage({ ...s3In(name), bucket: 'nobodys' }),
        },
      },
    });
    for (const [storageName, error] of [
      ['keys', /InvalidAccessKeyId/],
      ['none', /"nowhere" has no key/],
      ['bucket', /NoSuchBucket/],
      ['missing', /unable to get storage 'missing'/],
    ] as const) {
      const { status } = await backUp(name, { storageName });
      expect([status?.state, status?.error]).toEqual(['error', expect.stringMatching(error)]);
    }
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'backup' });
    expect((await backUp(name)).status?.state).toBe('error');
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'stuck-backup' });
    const [stuck, waiting] = [newName(), newName()];
    await bench.order(PSMDB_BACKUP, stuck, { clusterName: name, storageName: 'main' });
    await bench.ended(PSMDB_BACKUP, stuck, ['running']);
    await bench.order(PSMDB_BACKUP, waiting, { clusterName: name, storageName: 'main' });
    await bench.ended(PSMDB_BACKUP, waiting, ['waiting']);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': null });
    for (const order of [stuck, waiting]) await bench.ended(PSMDB_BACKUP, order, ['ready']);
  });

  it('tells when the oplog does not arrive, and goes on when it does; what is lost is found out by a restore', async () => {
    const name = await born(newName());
    const kept = await backUp(name);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'log-shipping', 'sandbox.dbaas.io/write': 'held' });
    await bench.until<Psmdb>(PSMDB, name, (found) => databaseOf(found).trouble !== undefined);
    expect(bench.keysIn(`${name}/pbmPitr`)).toEqual([]);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': null });
    await bench.until<Psmdb>(PSMDB, name, (found) => databaseOf(found).trouble === undefined);
    expect(bench.keysIn(`${name}/pbmPitr`)).toHaveLength(1);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'log-gap' });
    await bench.write(name, 'lost');
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': null });
    await bench.write(name, 'after the gap');
    const { status } = await restore(name, { ...sourceOf(kept, name), pitr: { type: 'latest' } });
    expect(status).toMatchObject({ state: 'error', error: expect.stringMatching(/integrity violated/) as string });
  });

  it('reads the storage again when it is asked to; the mark of it stays where that cannot be', async () => {
    const [order, mark] = ['percona.com/resync-pbm', 'percona.com/resync-in-progress'];
    const name = await born(newName());
    const marksAfterAsking = async (): Promise<string[]> => {
      await bench.annotate(name, { [order]: 'true', [mark]: 'earlier' });
      const { metadata } = await bench.until<Psmdb>(
        PSMDB,
        name,
        ({ metadata: { annotations = {} } }) => !(order in annotations) && annotations[mark] !== 'earlier',
      );
      return Object.keys(metadata.annotations!).filter((key) => key === mark);
    };
    const readsFrom = (s3: object) => bench.patch(name, { spec: { backup: { storages: { main: { s3 } } } } });
    await readsFrom(s3In(name, 'nowhere'));
    expect(await marksAfterAsking()).toEqual([mark]);
    await readsFrom(s3In(name));
    await marksAfterAsking();
    await bench.until<Psmdb>(PSMDB, name, ({ metadata }) => metadata.annotations?.[mark] === undefined);
  });

  it('takes the data of a deleted backup along where its finalizer says so', async () => {
    const name = await born(newName());
    const [kept, gone] = [await backUp(name), await backUp(name, {}, ['percona.com/delete-backup'])];
    for (const { metadata } of [kept, gone]) {
      await bench.client.delete(PSMDB_BACKUP, { namespace: NAMESPACE, name: metadata.name });
      await eventually(
        () => bench.get(PSMDB_BACKUP, metadata.name).then(() => false, isNotFound),
        (isGone) => isGone,
      );
    }
    const metas = bench.keysIn(name).filter((key) => key.endsWith('.pbm.json'));
    expect(metas).toEqual([`${kept.status!.pbmName}.pbm.json`]);
  });

  it('takes the routers of shards away while it restores them', async () => {
    const one = { size: 1, volumeSpec: aVolume() };
    const name = await born(newName(), {
      unsafeFlags: { replsetSize: true, mongosSize: true },
      replsets: [
        { name: 'rs0', ...one },
        { name: 'rs1', ...one },
      ],
      sharding: { enabled: true, configsvrReplSet: one, mongos: { size: 1 } },
    });
    for (const row of ['one', 'two', 'three']) await bench.annotate(name, { 'sandbox.dbaas.io/write': row });
    await bench.until<Psmdb>(PSMDB, name, (found) => JSON.stringify(found.metadata.annotations).includes('three'));
    const rows = await bench.rows(name);
    const kept = await backUp(name);
    expect(kept.status?.replsetNames).toEqual(['rs0', 'rs1', 'cfg']);
    await bench.annotate(name, { 'sandbox.dbaas.io/write': 'four', 'sandbox.dbaas.io/fail': 'stuck-restore' });
    const order = newName();
    await bench.order(PSMDB_RESTORE, order, { clusterName: name, backupName: kept.metadata.name });
    await bench.ended(PSMDB_RESTORE, order, ['running']);
    await expect(bench.get(STATEFUL_SET, `${name}-mongos`)).rejects.toThrow(/not found/);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': null });
    await bench.ended(PSMDB_RESTORE, order, ['ready']);
    await bench.ready(name);
    expect(await bench.rows(name)).toEqual(rows);
    await bench.get(STATEFUL_SET, `${name}-mongos`);
  });
});
