import { isNotFound } from '../../../src/kube/client/kube-error.js';
import { DEPLOYMENT, PERSISTENT_VOLUME_CLAIM } from '../../../src/kube/meta/index.js';
import type { PxcBackup, PxcRestore } from '../../../src/sandbox/engines/mysql/backups/orders.js';
import { MysqlStandIn } from '../../../src/sandbox/engines/mysql/index.js';
import { PXC, PXC_BACKUP, PXC_RESTORE } from '../../../src/sandbox/engines/mysql/kinds.js';
import type { Pxc, PxcSpec } from '../../../src/sandbox/engines/mysql/pxc.js';
import { ALONE, aPxc } from '../../builders/stand-in-pxc.js';
import { eventually } from '../../harness/eventually.js';
import { databaseOf, NAMESPACE, PerconaBench } from './percona-bench.js';

const ENDS = ['Succeeded', 'Failed'];

describe('the stand-in of the operator for XtraDB Cluster with XtraBackup', () => {
  let bench: PerconaBench;
  let counter = 0;
  const newName = (): string => `db${(counter += 1)}`;

  beforeAll(async () => {
    bench = await PerconaBench.start(new MysqlStandIn(), PXC);
  });
  afterAll(() => bench.stop());

  const s3In = (folder: string, credentialsSecret = 'keys') => ({
    bucket: `backups/${folder}`,
    endpointUrl: bench.store.url,
    credentialsSecret,
  });
  const storageIn = (folder: string) => ({ type: 's3', verifyTLS: true, s3: s3In(folder) });

  const backupSection = (name: string): NonNullable<PxcSpec['backup']> => ({
    image: 'percona/percona-xtrabackup:8.4.0-5.1',
    storages: { main: storageIn(name), log: storageIn(`${name}/log`) },
    pitr: { enabled: true, storageName: 'log', timeBetweenUploads: 1 },
  });

  /** Ready, with one member, its own folders and a log. */
  async function born(name: string, spec: Partial<PxcSpec> = {}): Promise<string> {
    const password = { name: `${name}-app`, key: 'password' };
    await bench.secret(password.name, { password: `secret of ${name}` });
    const users = [{ name: 'app', dbs: ['app'], grants: ['ALL'], passwordSecretRef: password }];
    await bench.create(aPxc({ name, spec: { ...ALONE, users, backup: backupSection(name), ...spec } }));
    await bench.ready(name);
    return name;
  }

  async function backUp(pxcCluster: string, changes: object = {}, finalizers?: string[]): Promise<PxcBackup> {
    const name = newName();
    await bench.order(PXC_BACKUP, name, { pxcCluster, storageName: 'main', ...changes }, finalizers);
    return bench.ended<PxcBackup>(PXC_BACKUP, name, ENDS);
  }

  async function restore(pxcCluster: string, spec: Record<string, unknown>): Promise<PxcRestore> {
    const name = newName();
    await bench.order(PXC_RESTORE, name, { pxcCluster, ...spec });
    return bench.ended<PxcRestore>(PXC_RESTORE, name, ENDS);
  }

  const sourceOf = ({ status }: PxcBackup, folder: string) => ({
    backupSource: { destination: status!.destination!, s3: s3In(folder) },
  });
  const logOf = (folder: string, date?: string) => ({
    pitr: { ...(date ? { type: 'date', date } : { type: 'latest' }), backupSource: { s3: s3In(`${folder}/log`) } },
  });

  it('goes back to a moment, and gives the cluster its sizes back', async () => {
    const name = await born(newName(), {
      ...ALONE,
      unsafeFlags: { proxySize: true },
      pxc: { ...ALONE.pxc, size: 3 },
    });
    await bench.write(name, 'before');
    const kept = await backUp(name);
    const folder = kept.status!.destination!.slice(`s3://backups/${name}/`.length);
    expect(folder).toMatch(new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d-full$`));
    await bench.write(name, 'after');
    const moment = await bench.moment();
    await bench.write(name, 'later');
    expect(bench.keysIn(name).filter((key) => !key.startsWith('log/'))).toEqual([
      `${folder}.md5`,
      `${folder}.sst_info/sst_info.00000000000000000000`,
      `${folder}/app/rows.ibd.00000000000000000000`,
      `${folder}/mysql.ibd.00000000000000000000`,
      `${folder}/xtrabackup_info.00000000000000000000`,
    ]);
    expect(bench.keysIn(`${name}/log`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^binlog_\d+_[0-9a-f]{32}$/),
        expect.stringMatching(/^binlog_\d+_[0-9a-f]{32}-gtid-set$/),
      ]) as string[],
    );
    const told = await bench.get<PxcBackup>(PXC_BACKUP, kept.metadata.name);
    expect(Date.parse(told.status!.latestRestorableTime!)).toBeGreaterThanOrEqual(
      Date.parse(`${moment.replace(' ', 'T')}Z`),
    );
    const { uid } = (await bench.get(PERSISTENT_VOLUME_CLAIM, `datadir-${name}-pxc-1`)).metadata;

    const back = await restore(name, { ...sourceOf(kept, name), ...logOf(name, moment) });
    expect(back.status).toMatchObject({ state: 'Succeeded', clusterSize: 3, haproxySize: 1 });
    await bench.ready(name);
    expect(await bench.rows(name)).toEqual(['before', 'after']);
    const { spec } = await bench.get<Pxc>(PXC, name);
    expect([spec.pause, spec.pxc?.size, spec.haproxy?.size, spec.unsafeFlags]).toEqual([
      false,
      3,
      1,
      { proxySize: true },
    ]);
    expect((await bench.get(PERSISTENT_VOLUME_CLAIM, `datadir-${name}-pxc-1`)).metadata.uid).not.toBe(uid);
    await bench.write(name, 'another way');
    expect((await restore(name, { backupName: kept.metadata.name })).status?.state).toBe('Succeeded');
    expect(await bench.rows(name)).toEqual(['before']);
  });

  it("fills another cluster, whose users are those of the backup, and the operator's only with the log", async () => {
    const origin = await born(newName());
    await bench.write(origin, 'row');
    const kept = await backUp(origin);
    await bench.write(origin, 'logged');
    const { users } = await bench.database(origin);
    const heir = await born(newName());
    expect((await bench.database(heir)).users).not.toEqual(users);
    expect((await restore(heir, sourceOf(kept, origin))).status?.state).toBe('Succeeded');
    expect(await bench.rows(heir)).toEqual(['row']);
    expect((await bench.database(heir)).users).toEqual(users);

    const refused = await restore(heir, { ...sourceOf(kept, origin), ...logOf(origin) });
    expect(refused.status).toMatchObject({ state: 'Failed', comments: 'Job has reached the specified backoff limit' });
    const { spec } = await bench.get<Pxc>(PXC, heir);
    expect([spec.pxc?.size, spec.haproxy?.size, spec.unsafeFlags?.pxcSize]).toEqual([1, 0, true]);

    const twin = newName();
    await bench.copySecret(`${origin}-secrets`, `${twin}-secrets`);
    await born(twin);
    expect((await restore(twin, { ...sourceOf(kept, origin), ...logOf(origin) })).status?.state).toBe('Succeeded');
    expect(await bench.rows(twin)).toEqual(['row', 'logged']);
  });

  it('refuses what cannot be restored, before anything is stopped', async () => {
    const name = await born(newName());
    await bench.write(name, 'row');
    const kept = await backUp(name);
    const elsewhere = { backupSource: { ...sourceOf(kept, name).backupSource, s3: s3In('other') } };
    const attempts = [
      { of: name, spec: elsewhere, comments: /backup not found/ },
      { of: name, spec: { ...sourceOf(kept, name), backupName: 'both' }, comments: /exactly one/ },
      { of: name, spec: { backupName: 'nobody' }, comments: /not found/ },
      { of: name, spec: { ...sourceOf(kept, name), ...logOf(name, '2026-03-01T10:20:30Z') }, comments: /parse date/ },
      { of: 'nobody', spec: sourceOf(kept, name), comments: /not found/ },
    ];
    for (const { of, spec, comments } of attempts) {
      const { status } = await restore(of, spec);
      expect([status?.state, status?.comments]).toEqual(['Failed', expect.stringMatching(comments)]);
    }
    expect((await bench.get<Pxc>(PXC, name)).spec.pause).not.toBe(true);
    expect(await bench.rows(name)).toEqual(['row']);
  });

  it('leaves the cluster as it stands when a restore fails on the way, and takes one at a time', async () => {
    const name = await born(newName());
    await bench.write(name, 'row');
    const kept = await backUp(name);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'stuck-restore' });
    const stuck = newName();
    await bench.order(PXC_RESTORE, stuck, { pxcCluster: name, ...sourceOf(kept, name) });
    await bench.ended(PXC_RESTORE, stuck, ['Restoring']);
    const { status } = await restore(name, sourceOf(kept, name));
    expect(status).toMatchObject({
      state: 'Failed',
      comments: expect.stringMatching(/concurrent restore job/) as string,
    });
    await expect(bench.get(DEPLOYMENT, `${name}-pitr`)).rejects.toThrow(/not found/);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'restore' });
    const failed = await bench.ended<PxcRestore>(PXC_RESTORE, stuck, ENDS);
    expect(failed.status?.state).toBe('Failed');
    const { spec } = await bench.get<Pxc>(PXC, name);
    expect(spec.pause).toBe(true);
  });

  it('fails where a bucket or its keys are wrong, and knows no more than that its Job has failed', async () => {
    await bench.secret('wrong', { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' });
    const name = newName();
    const section = backupSection(name);
    const keys = { ...storageIn(name), s3: s3In(name, 'wrong') };
    await born(name, { backup: { ...section, storages: { ...section.storages, keys } } });
    expect((await backUp(name, { storageName: 'keys' })).status).toMatchObject({
      state: 'Failed',
      error: 'Job has reached the specified backoff limit',
    });
    expect((await backUp(name, { storageName: 'missing' })).status).toMatchObject({
      state: 'Failed',
      error: `storage "missing" doesn't exist`,
    });
    const kept = await backUp(name, {}, ['percona.com/delete-backup']);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'log-shipping', 'sandbox.dbaas.io/write': 'held' });
    await bench.until<Pxc>(PXC, name, (found) => databaseOf(found).trouble !== undefined);
    expect(bench.keysIn(`${name}/log`)).toEqual([]);
    await bench.annotate(name, { 'sandbox.dbaas.io/fail': 'log-gap' });
    await bench.write(name, 'lost');
    const { status } = await bench.until<PxcBackup>(
      PXC_BACKUP,
      kept.metadata.name,
      (found) => found.status?.conditions !== undefined,
    );
    expect(status?.conditions).toEqual([expect.objectContaining({ type: 'PITRReady', reason: 'BinlogGapDetected' })]);
    const refused = await restore(name, { backupName: kept.metadata.name, ...logOf(name) });
    expect(refused.status?.comments).toMatch(/doesn't guarantee consistent recovery/);
    await bench.client.delete(PXC_BACKUP, { namespace: NAMESPACE, name: kept.metadata.name });
    await eventually(
      () => bench.get(PXC_BACKUP, kept.metadata.name).then(() => false, isNotFound),
      (isGone) => isGone,
    );
    expect(bench.keysIn(name).filter((key) => !key.startsWith('log/'))).toEqual([]);
  });
});
