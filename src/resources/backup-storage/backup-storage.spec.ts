import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { formatFieldError, validate } from '../../kube/schema/index.js';
import { schemaFor } from '../schema-of.js';
import { BACKUP_STORAGE } from './backup-storage.js';
import type { BackupStorageSpec } from './spec.js';

const ROOT = path.join(import.meta.dirname, '../../..');

function problemsOf(object: unknown, old?: unknown): string[] {
  const read = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const options = old === undefined ? {} : { old: read(old) };
  return validate(schemaFor(BACKUP_STORAGE), read(object), options).errors.map(formatFieldError);
}

const NO_REGION = { region: undefined };
const GCS = { type: 'GCS', ...NO_REGION } as const;
const AZURE = { type: 'Azure', ...NO_REGION, endpoint: 'https://acme.blob.core.windows.net' } as const;
const KEYLESS = { credentialsRef: undefined, workloadIdentity: true };

type Change = Partial<BackupStorageSpec>;

describe('a BackupStorage', () => {
  it.each<{ what: string; spec: Change }>([
    { what: 'a bucket of Amazon', spec: {} },
    {
      what: 'a bucket by an endpoint alone',
      spec: { ...NO_REGION, endpoint: 'http://minio.minio.svc:9000', forcePathStyle: true },
    },
    { what: 'an address of six bytes and more', spec: { endpoint: 'https://[fd00::1]:9000' } },
    { what: 'an authority', spec: { endpoint: 'https://minio', caRef: { name: 'ca', key: 'ca.crt' } } },
    { what: 'a deep prefix', spec: { prefix: 'prod/eu.west/team=a' } },
    { what: 'the identity of the cloud', spec: KEYLESS },
    { what: 'both said, one of them no', spec: { workloadIdentity: false } },
    { what: 'a bucket of Google', spec: GCS },
    { what: 'a bucket of Google without keys', spec: { ...GCS, ...KEYLESS } },
    { what: 'a container of Azure', spec: AZURE },
  ])('may name $what', ({ spec }) => {
    expect(problemsOf(aBackupStorage(spec))).toEqual([]);
  });

  it.each<{ what: string; spec: Change; field: string }>([
    { what: 'no way to prove who it is', spec: { credentialsRef: undefined }, field: 'spec.credentialsRef' },
    { what: 'two ways at once', spec: { workloadIdentity: true }, field: 'spec.credentialsRef' },
    { what: 'no identity and no keys', spec: { ...KEYLESS, workloadIdentity: false }, field: 'spec.credentialsRef' },
    { what: 'neither region nor endpoint', spec: NO_REGION, field: 'spec.region' },
    { what: 'an endpoint for Google', spec: { ...GCS, endpoint: 'https://evil.example.com' }, field: 'spec.endpoint' },
    { what: 'a region for Google', spec: { ...GCS, region: 'eu' }, field: 'spec.region' },
    { what: 'a path style for Azure', spec: { ...AZURE, forcePathStyle: true }, field: 'spec.forcePathStyle' },
    { what: 'no account for Azure', spec: { ...AZURE, endpoint: undefined }, field: 'spec.endpoint' },
    { what: 'no keys for Azure', spec: { ...AZURE, ...KEYLESS }, field: 'spec.workloadIdentity' },
    {
      what: 'an authority without encryption',
      spec: { endpoint: 'http://a', caRef: { name: 'a', key: 'b' } },
      field: 'spec.caRef',
    },
    { what: 'a prefix from the root', spec: { prefix: '/prod' }, field: 'spec.prefix' },
    { what: 'a prefix with nothing in it', spec: { prefix: 'a//b' }, field: 'spec.prefix' },
    { what: 'a prefix that ends in nothing', spec: { prefix: 'a/' }, field: 'spec.prefix' },
    { what: 'a prefix that climbs', spec: { prefix: 'a/../b' }, field: 'spec.prefix' },
    { what: 'a prefix that stays', spec: { prefix: './b' }, field: 'spec.prefix' },
    { what: 'an endpoint with a path', spec: { endpoint: 'https://a/b' }, field: 'spec.endpoint' },
    { what: 'an endpoint with a password', spec: { endpoint: 'https://u:p@a' }, field: 'spec.endpoint' },
    { what: 'an endpoint of another protocol', spec: { endpoint: 'file:///etc/x' }, field: 'spec.endpoint' },
    { what: 'a bucket that is a path', spec: { bucket: 'a/b/c' }, field: 'spec.bucket' },
  ])('is refused with $what', ({ spec, field }) => {
    const problems = problemsOf(aBackupStorage(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(field);
  });

  it.each<{ what: string; from?: Change; to: Change; field?: string }>([
    { what: 'its region', to: { region: 'eu-west-1' } },
    { what: 'its Secret', to: { credentialsRef: { name: 'others' } } },
    { what: 'its address', from: { endpoint: 'http://a' }, to: { endpoint: 'https://b' } },
    { what: 'its bucket', to: { bucket: 'another' }, field: 'spec.bucket' },
    { what: 'its type', to: { type: 'GCS', region: undefined }, field: 'spec.type' },
    { what: 'its prefix', from: { prefix: 'a' }, to: { prefix: 'b' }, field: 'spec.prefix' },
    { what: 'having a prefix', to: { prefix: 'b' }, field: 'spec.prefix' },
    { what: 'having none', from: { prefix: 'a' }, to: {}, field: 'spec.prefix' },
  ])('may change, or may not, $what', ({ from, to, field }) => {
    const problems = problemsOf(aBackupStorage(to), aBackupStorage(from));
    const fields = problems.map((problem) => problem.split(':')[0]);
    expect(fields).toEqual(field ? [field] : []);
  });

  it('stands as an example in the repository', async () => {
    const text = await readFile(path.join(ROOT, 'examples/backup-storage.yaml'), 'utf8');
    const [, storage] = parseAllDocuments(text).map((document) => document.toJS() as unknown);
    expect(problemsOf(storage)).toEqual([]);
  });
});
