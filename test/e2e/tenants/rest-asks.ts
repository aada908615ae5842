import type { DocumentedOperation } from '../../fuzz/api/documented-operations.js';
import { NAME } from './two-tenants.js';

export interface RestAsk {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

const CLUSTER = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
const RESTART = { type: 'Restart' };
const STORAGE = { type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9' };
const CREDENTIALS = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

/** Bodies that are carried out where the caller may, by what the path ends with. A route that is new may need one here. */
const BODIES: readonly (readonly [RegExp, object])[] = [
  [/^POST .*\/clusters$/, { metadata: { name: 'new' }, spec: CLUSTER }],
  [/^PUT .*\/clusters\/\{name\}$/, { metadata: { name: NAME }, spec: CLUSTER }],
  [/^POST .*\/clusters\/\{name\}\/operations$/, { spec: RESTART }],
  [/^POST .*\/operations$/, { spec: { ...RESTART, clusterRef: { name: NAME } } }],
  [/^POST .*\/restores$/, { spec: { backupName: NAME } }],
  [/^POST .*\/clusters\/\{name\}\/backups$/, { spec: { storageRef: { name: NAME } } }],
  [/^POST .*\/backups$/, { spec: { clusterRef: { name: NAME }, storageRef: { name: NAME } } }],
  [/^POST .*\/backup-storages$/, { metadata: { name: 'new' }, spec: STORAGE, credentials: CREDENTIALS }],
  [/^PUT .*\/backup-storages\/\{name\}$/, { metadata: { name: NAME }, spec: STORAGE }],
];

const VALUES: Readonly<Record<string, string>> = { name: NAME, id: NAME, user: 'app', engine: 'postgresql' };

/** What a caller asks by this operation who means this namespace. */
export function restAsk({ method, path, bodies }: DocumentedOperation, namespace: string): RestAsk {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_hole, name: string) =>
    name === 'namespace' ? namespace : (VALUES[name] ?? NAME),
  );
  const known = BODIES.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
  return { method, path: filled, ...(Object.keys(bodies).length > 0 && { body: known ?? { spec: {} } }) };
}
