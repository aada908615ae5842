import { runApplier, type ApplyInput, type DesiredChild } from '../../src/providers/contract/index.js';
import { MariadbProvider } from '../../src/providers/mariadb/provider.js';
import { MARIADB, PHYSICAL_BACKUP, type Mariadb } from '../../src/providers/mariadb/upstream.js';
import { aBackupStorage } from '../builders/backup-storage.js';
import { aDatabaseBackup } from '../builders/database-backup.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { catalogueOf, everyCombination, EXPOSURE, RESOURCES, scheduling, type Choice } from './matrix.js';
import { judgeOf, missingCrds } from './operator-crds.js';

const ENGINE = catalogueOf('mariadb');
const provider = new MariadbProvider();

const MATRIX = everyCombination([
  [{ clusterSize: 3 }, { clusterSize: 1, version: '10.11' }, { clusterSize: 9, version: '11.4.7' }],
  [{ storage: { size: '10Gi' } }, { storage: { size: '1Ti', className: 'fast' } }],
  RESOURCES,
  [{}, { config: [{ name: 'max_connections', value: '200' }] }],
  EXPOSURE,
  scheduling('app.kubernetes.io/instance', { hasPodAffinity: false }),
]);

const clusterOf = (spec: Choice) => aDatabaseCluster({ engine: 'mariadb', version: '11.8', clusterSize: 3, ...spec });

const observing = (standing: readonly DesiredChild[]): ObservedObjects =>
  standing.reduce((all, { type, object }) => all.with(type, object), new ObservedObjects());

function render(spec: Choice, standing: readonly DesiredChild[] = [], more: Partial<ApplyInput> = {}): DesiredChild[] {
  const observed = observing(standing);
  return runApplier(provider.applier(anApplyInput({ cluster: clusterOf(spec), engine: ENGINE, observed, ...more })));
}

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v11.8';
const BACKED_UP: Choice = { backup: { storageRef: { name: 'main' } } };
const SOURCE = { storage: 'main', archive: ARCHIVE, backupId: 'physicalbackup-20261123090501.xb.gz' };
const BUCKETS = [
  aBackupStorage(),
  aBackupStorage({ endpoint: 'https://s3.example.com', caRef: { name: 'store-ca', key: 'ca.crt' }, prefix: 'prod' }),
  aBackupStorage({ type: 'Azure', region: undefined, endpoint: 'https://acme.blob.core.windows.net' }),
];

/** What is rendered of one that is filled from a bucket and backs up there, and what a backup of it is asked for by. */
function rendersBackups(storage: ReturnType<typeof aBackupStorage>): DesiredChild[] {
  const born = render(BACKED_UP, [], { storage, sourceStorage: storage, incarnation: { number: 2, source: SOURCE } });
  const subject = {
    cluster: clusterOf(BACKED_UP),
    backup: aDatabaseBackup({ name: 'nightly' }),
    observed: observing(born),
  };
  if (!('request' in provider.backups)) throw new Error('MariaDB takes backups');
  return [...born, provider.backups.request(subject)];
}

const mariadbOf = (children: readonly DesiredChild[]): Mariadb =>
  children.find(({ type }) => type === MARIADB)!.object as Mariadb;

const skipped = missingCrds([MARIADB, PHYSICAL_BACKUP]);
const describeWithCrds = skipped ? describe.skip : describe;

describeWithCrds(`what is rendered, by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  it('has no field that the operator does not know, and none that it refuses', () => {
    const judges = new Map([MARIADB, PHYSICAL_BACKUP].map((type) => [type, judgeOf(type)] as const));
    const refused = MATRIX.flatMap((spec) =>
      render(spec).flatMap(({ type, object }) => {
        const { unknownFields, errors } = judges.get(type)!(object);
        return unknownFields.length + errors.length > 0 ? [{ spec, kind: type.kind, unknownFields, errors }] : [];
      }),
    );
    expect(MATRIX.length).toBeGreaterThan(200);
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it.each(BUCKETS)('has none where backups go to, and come from, the bucket $spec', (storage) => {
    const judged = rendersBackups(storage).map(({ type, object }) => judgeOf(type)(object));
    expect(judged).toHaveLength(3);
    expect(judged.flatMap(({ unknownFields, errors }) => [...unknownFields, ...errors])).toEqual([]);
  });

  it('would be noticed if it were wrong', () => {
    const mariadb = mariadbOf(render({}));
    const wrong = { ...mariadb, spec: { ...mariadb.spec, updateStrategy: { type: 'Sometimes' }, members: 3 } };
    expect(judgeOf(MARIADB)(wrong)).toMatchObject({
      unknownFields: ['spec.members'],
      errors: [expect.stringContaining('spec.updateStrategy.type')],
    });
  });
});

describe('what is rendered', () => {
  it('passes the rules by which the matrix was chosen', () => {
    const problems = MATRIX.flatMap((spec) => provider.validate(clusterOf(spec), { engine: ENGINE }));
    expect(problems).toEqual([]);
  });

  it('never says who the primary is: the operator moves the role', () => {
    expect(JSON.stringify(render({}))).not.toContain('podIndex');
  });

  it('is replicated exactly where there are several, as the operator demands', () => {
    const replicated = (clusterSize: number): unknown => mariadbOf(render({ clusterSize })).spec.replication?.enabled;
    expect([1, 2, 3].map(replicated)).toEqual([undefined, true, true]);
    expect(render({ clusterSize: 1 }).map(({ type }) => type.kind)).toEqual(['MariaDB']);
  });

  it('keeps the release that runs within its line', () => {
    const born = render({ version: '11.8.2' });
    expect(mariadbOf(render({ version: '11.8' }, born)).spec.image).toMatch(/:11\.8\.2$/);
    expect(mariadbOf(render({ version: '11.8.3' }, born)).spec.image).toMatch(/:11\.8\.3$/);
  });

  it('puts settings into one section, and shows on the pods that they have changed', () => {
    const config = [
      { name: 'max_connections', value: '200' },
      { name: 'event_scheduler', value: 'ON' },
    ];
    const { myCnf, podMetadata } = mariadbOf(render({ config })).spec;
    expect(myCnf).toBe('[mariadb]\nevent_scheduler = ON\nmax_connections = 200\n');
    expect(podMetadata).not.toEqual(mariadbOf(render({})).spec.podMetadata);
  });
});

describe('what is rendered of backups', () => {
  const annotationsOf = (children: readonly DesiredChild[]): Record<string, string> | undefined =>
    mariadbOf(children).metadata.annotations;

  it.each<[string, Choice, Partial<ApplyInput>, string]>([
    ['the first life', {}, {}, ARCHIVE],
    ['another line of releases', { version: '11.4.7' }, {}, 'team-a/orders-0b0e4a1e-1-v11.4'],
    [
      'data that was brought back',
      {},
      { incarnation: { number: 2, source: SOURCE } },
      'team-a/orders-0b0e4a1e-2-v11.8',
    ],
  ])('has a folder for %s', (_of, spec, more, archive) => {
    const storage = aBackupStorage();
    const children = render({ ...BACKED_UP, ...spec }, [], { storage, sourceStorage: storage, ...more });
    expect(annotationsOf(children)).toMatchObject({ 'dbaas.io/storage': 'main', 'dbaas.io/archive': archive });
  });

  it('has none while there are no backups', () => {
    expect(annotationsOf(render({}))).toBeUndefined();
  });

  it('restarts nobody', () => {
    expect(mariadbOf(render(BACKED_UP, [], { storage: aBackupStorage() })).spec).toEqual(mariadbOf(render({})).spec);
  });

  it('is born from the backup of exactly that second, and says so ever after', () => {
    const more = { sourceStorage: aBackupStorage(), incarnation: { number: 1, source: SOURCE } };
    const born = render({}, [], more);
    expect(mariadbOf(born).spec.bootstrapFrom).toMatchObject({
      backupContentType: 'Physical',
      targetRecoveryTime: '2026-11-23T09:05:01Z',
      s3: { bucket: 'backups', prefix: ARCHIVE },
    });
    const later = render({}, born, { ...more, sourceStorage: undefined });
    expect(mariadbOf(later).spec.bootstrapFrom).toEqual(mariadbOf(born).spec.bootstrapFrom);
  });

  it.each([
    ['the storage is gone', {}],
    [
      'no backup is named',
      { sourceStorage: aBackupStorage(), incarnation: { number: 1, source: { ...SOURCE, backupId: 'x' } } },
    ],
  ])('is never born empty where data was asked for, and %s', (_why, more) => {
    expect(() => render({}, [], { incarnation: { number: 1, source: SOURCE }, ...more })).toThrow('cannot be named');
  });

  it('runs the line of the data where no version is named', () => {
    const source = { ...SOURCE, archive: 'team-a/orders-0b0e4a1e-1-v11.4' };
    const more = { sourceStorage: aBackupStorage(), incarnation: { number: 1, source } };
    expect(mariadbOf(render({ version: undefined }, [], more)).spec.image).toMatch(/:11\.4\./);
  });
});
