import { aUsableBackup } from '../../test/builders/database-backup.js';
import { manifestFolder, manifestName, parseManifest, serializeManifest, type BackupManifest } from './manifest.js';

const MANIFEST: BackupManifest = {
  cluster: { namespace: 'team-a', name: 'orders', uid: '1a2b3c4d-0000', engine: 'postgresql' },
  backup: {
    name: 'orders-nightly-1',
    path: 'team-a/orders-1a2b3c4d-1-v17/base/20261122T115000',
    archive: 'team-a/orders-1a2b3c4d-1-v17',
    backupId: '20261122T115000',
    version: '17.6',
    startedAt: '2026-11-22T11:50:00Z',
    completedAt: '2026-11-22T12:00:00Z',
    sizeBytes: 4096,
  },
  clusterSnapshot: { engine: 'postgresql', clusterSize: 3 },
};

const changed = (change: (manifest: Record<string, Record<string, unknown>>) => void): string => {
  const value = JSON.parse(serializeManifest(MANIFEST)) as Record<string, Record<string, unknown>>;
  change(value);
  return JSON.stringify(value);
};

describe('a manifest', () => {
  it('lies under its namespace and its cluster, by the name and the uid of its backup', () => {
    const backup = aUsableBackup({ metadata: { uid: '0123456789abcdef' } });
    expect(manifestName(backup)).toBe('.dbaas/backups/team-a/orders/orders-1-01234567.json');
    expect(manifestName(backup).startsWith(`${manifestFolder('team-a')}/`)).toBe(true);
  });

  it('comes back as it was written', () => {
    expect(parseManifest(serializeManifest(MANIFEST))).toEqual(MANIFEST);
  });

  it('need not know more than where the backup is', () => {
    const { name, path, archive, backupId } = MANIFEST.backup;
    const least = { cluster: MANIFEST.cluster, backup: { name, path, archive, backupId } };
    expect(parseManifest(serializeManifest(least))).toEqual(least);
  });

  it.each([
    { archive: 'team-a/orders-1a2b3c4d-1-v8.0', backupId: '2026-11-22T11:50:00Z' },
    { archive: 'team-a/orders-1a2b3c4d-1-v8.4', backupId: 'orders-2026-11-22-11:50:00-full' },
  ])('tells of a backup that its engine has named $backupId', ({ archive, backupId }) => {
    const backup = { ...MANIFEST.backup, archive, backupId, path: `${archive}/${backupId}` };
    expect(parseManifest(serializeManifest({ ...MANIFEST, backup }))?.backup).toEqual(backup);
  });

  it.each<{ what: string; text: string }>([
    { what: 'no JSON', text: 'nothing' },
    { what: 'no object', text: '[]' },
    { what: 'nothing', text: 'null' },
    { what: 'another kind', text: changed((m) => Object.assign(m, { kind: 'Secret' })) },
    { what: 'another version', text: changed((m) => Object.assign(m, { apiVersion: 'dbaas.io/v9' })) },
    { what: 'no cluster', text: changed((m) => delete m.cluster) },
    { what: 'a namespace that climbs', text: changed((m) => (m.cluster!.namespace = '..')) },
    { what: 'a name that is a path', text: changed((m) => (m.backup!.name = 'a/b')) },
    { what: 'a name that is no text', text: changed((m) => (m.cluster!.name = { name: 'orders' })) },
    { what: 'a path that climbs', text: changed((m) => (m.backup!.path = `${MANIFEST.backup.archive}/../other`)) },
    { what: 'a path from the root', text: changed((m) => (m.backup!.path = '/etc/passwd')) },
    { what: 'a path outside of its archive', text: changed((m) => (m.backup!.path = 'team-b/other/base/1')) },
    {
      what: 'a path beside its archive',
      text: changed((m) => (m.backup!.path = `${MANIFEST.backup.archive}2/base/1`)),
    },
    { what: 'an archive without end', text: changed((m) => (m.backup!.archive = 'a/'.repeat(600))) },
    { what: 'an id that is a path', text: changed((m) => (m.backup!.backupId = '../1')) },
    { what: 'a time that is none', text: changed((m) => (m.backup!.completedAt = '2026-99-01T00:00:00Z')) },
    { what: 'a size below nothing', text: changed((m) => (m.backup!.sizeBytes = -1)) },
    { what: 'a size without end', text: changed((m) => (m.backup!.sizeBytes = 1e300)) },
    { what: 'a version that is a sentence', text: changed((m) => (m.backup!.version = '17; drop table')) },
    { what: 'a snapshot that is a list', text: changed((m) => Object.assign(m, { clusterSnapshot: [] })) },
  ])('is none with $what', ({ text }) => {
    expect(parseManifest(text)).toBeUndefined();
  });

  it('brings along nothing that it does not know', () => {
    const text = changed((m) => Object.assign(m.backup!, { password: 'secret' }, { __proto__: { polluted: true } }));
    expect(parseManifest(text)).toEqual(MANIFEST);
  });
});
