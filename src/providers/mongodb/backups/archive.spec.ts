import { BackedUpEngine, folderOf } from '../../../../test/builders/percona-backups.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import { MONGODB } from '../dialect.js';
import { MongodbProvider } from '../provider.js';

const engine = new BackedUpEngine(new MongodbProvider(), MONGODB);
const FOLDER = folderOf('8.0');
const SOURCE: RecoverySource = { storage: 'main', archive: 'team-a/events-0a1b2c3d-1-v8.0', backupId: 'b' };

const FILLED = {
  annotations: {
    'dbaas.io/incarnation': JSON.stringify({ number: 2, source: SOURCE }),
    'dbaas.io/filled-from': '2',
  },
};

describe('where a MongoDB backs up to', () => {
  it('is a folder of its own, named to the operator and, in our words, on its object', () => {
    const { metadata, spec } = engine.upstream();
    expect(spec.backup).toMatchObject({
      enabled: true,
      storages: { main: { main: true, type: 's3', s3: { bucket: 'backups', prefix: FOLDER, region: 'eu-west-3' } } },
      pitr: { enabled: true, oplogSpanMin: 1 },
    });
    expect(metadata.annotations).toMatchObject({ 'dbaas.io/storage': 'main', 'dbaas.io/archive': FOLDER });
  });

  it('is nowhere without backups, and the agents are there all the same: having backups restarts nobody', () => {
    const { metadata, spec } = engine.upstream({ spec: {} });
    expect(spec.backup).toEqual({
      enabled: true,
      image: 'percona/percona-backup-mongodb:2.12.0',
      resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    });
    expect(metadata.annotations).not.toHaveProperty(['dbaas.io/archive']);
  });

  it.each([
    { what: 'stays while nothing changes', standing: {}, is: FOLDER },
    { what: 'is another for another life', input: { incarnation: { number: 2 } }, is: folderOf('8.0', { life: 2 }) },
    { what: 'is another for another major version', spec: { version: '7.0' }, is: folderOf('7.0') },
    {
      what: 'is another after a time without backups',
      standing: { spec: {}, annotations: { 'dbaas.io/archiving': '{"number":1,"storage":"main"}' } },
      is: folderOf('8.0', { again: '-2' }),
    },
    {
      what: 'is another after a time in another bucket',
      standing: { annotations: { 'dbaas.io/archiving': '{"number":3,"storage":"other"}' } },
      is: folderOf('8.0', { again: '-4' }),
    },
  ])('$what', ({ standing, input, spec, is }) => {
    const backup = { storageRef: { name: 'main' } };
    const live = standing && engine.standing({ spec: 'spec' in standing ? standing.spec : { backup } }, standing);
    const rendered = engine.upstream({ spec: { backup, ...spec }, input, standing: live });
    expect(rendered.metadata.annotations?.['dbaas.io/archive']).toBe(is);
  });

  it('is another when its data was to be replaced, and was not, or in part', () => {
    const refill = { incarnation: 2, source: SOURCE };
    const held = engine.standing({ input: { refill }, standing: engine.standing() });
    const folderBeside = (standing: typeof held, input = {}): string | undefined =>
      engine.upstream({ standing, input }).metadata.annotations?.['dbaas.io/archive'];
    expect(folderBeside(held, { refill })).toBe(FOLDER);
    expect(folderBeside(held)).toBe(folderOf('8.0', { again: '-2' }));
    const replaced = { incarnation: { number: 2, source: SOURCE } };
    expect(folderBeside(held, replaced)).toBe(folderOf('8.0', { life: 2 }));
    const shipping = engine.standing({ input: { ...replaced, refill }, standing: engine.standing() }, FILLED);
    expect(folderBeside(shipping, replaced)).toBe(folderOf('8.0', { life: 2 }));
  });

  it('is remembered while there are no backups', () => {
    const record = { 'dbaas.io/archiving': '{"number":2,"storage":"main"}' };
    const standing = engine.standing({ spec: {} }, { annotations: record });
    expect(engine.upstream({ spec: {}, standing }).metadata.annotations).toMatchObject(record);
  });
});

describe('the oplog of a MongoDB', () => {
  const born = { incarnation: { number: 1, source: SOURCE } };
  const waiting = engine.standing(
    { input: born },
    { annotations: { 'dbaas.io/incarnation': JSON.stringify(born.incarnation) } },
  );
  const filled = {
    ...waiting,
    metadata: { ...waiting.metadata, annotations: { ...waiting.metadata.annotations, 'dbaas.io/filled-from': '1' } },
  };
  const refill = { incarnation: 2, source: SOURCE };

  it.each([
    { what: 'is shipped from the first moment', ships: true },
    { what: 'is held back before there is data to fill it with', input: born, ships: false },
    { what: 'is held back while it is filled', input: born, standing: waiting, ships: false },
    { what: 'is shipped once it is filled', input: born, standing: filled, ships: true },
    { what: 'is held back while its data is replaced', input: { refill }, standing: engine.standing(), ships: false },
    {
      what: 'is shipped again with the life that begins then',
      input: { refill, incarnation: { number: 2, source: SOURCE } },
      standing: engine.standing(
        {},
        {
          annotations: {
            'dbaas.io/incarnation': JSON.stringify({ number: 2, source: SOURCE }),
            'dbaas.io/filled-from': '2',
          },
        },
      ),
      ships: true,
    },
  ])('$what', ({ input, standing, ships }) => {
    expect(engine.upstream({ input, standing }).spec.backup?.pitr?.enabled).toBe(ships);
  });

  it('is said to be held back, and for what', () => {
    const rendered = engine.upstream({ input: { refill }, standing: engine.standing() });
    expect(JSON.parse(rendered.metadata.annotations?.['dbaas.io/refill'] ?? '')).toEqual({ number: 2, source: SOURCE });
    expect(engine.upstream().metadata.annotations).not.toHaveProperty(['dbaas.io/refill']);
  });
});

describe('a bucket for a MongoDB', () => {
  const rendered = (spec: Parameters<typeof aBackupStorage>[0]): unknown =>
    engine.upstream({ input: { storage: aBackupStorage(spec) } }).spec.backup?.storages;
  const other = { region: undefined } as const;

  it.each([
    {
      what: 'with an authority of its own is spoken to by the driver that takes one, without the protocol',
      spec: { ...other, endpoint: 'https://minio:9000', caRef: { name: 'ca', key: 'ca.crt' }, forcePathStyle: true },
      is: {
        type: 'minio',
        minio: {
          endpointUrl: 'minio:9000',
          secure: true,
          caBundle: { name: 'ca', key: 'ca.crt' },
          forcePathStyle: true,
          credentialsSecret: expect.stringMatching(/^orders-bucket-/) as string,
        },
      },
    },
    {
      what: 'behind a prefix has its folder there',
      spec: { prefix: 'prod' },
      is: { type: 's3', s3: { prefix: `prod/${FOLDER}` } },
    },
    { what: 'of Google is called so', spec: { ...other, type: 'GCS' as const }, is: { type: 'gcs', gcs: {} } },
    {
      what: 'of Azure is a container',
      spec: { ...other, type: 'Azure' as const, endpoint: 'https://acme.blob.core.windows.net' },
      is: { type: 'azure', azure: { container: 'backups', endpointUrl: 'https://acme.blob.core.windows.net' } },
    },
  ])('$what', ({ spec, is }) => {
    expect(rendered(spec)).toMatchObject({ main: is });
  });

  it('that the cloud lets it into needs no keys', () => {
    const storages = rendered({ credentialsRef: undefined, workloadIdentity: true }) as { main: { s3: object } };
    expect(storages.main.s3).not.toHaveProperty('credentialsSecret');
  });
});
