import type { Parameter } from './open-api.js';

const exampleEngine = 'postgresql';

/** What stands in an address, by what stands before it. */
const IN_PATH: Readonly<Record<string, string>> = {
  namespaces: 'team-a',
  clusters: 'orders',
  operations: 'orders-more-members',
  backups: 'orders-before-release',
  'backup-storages': 'main',
  'monitoring-configs': 'prometheus',
  credentials: 'app',
  engines: exampleEngine,
  members: 'orders-1',
};

const IN_HEADERS: Readonly<Record<string, string>> = {
  'If-Match': '"2f1a8c03d4e5b697.48151"',
  'If-None-Match': '"2f1a8c03d4e5b697.48151"',
  'Idempotency-Key': 'deploy-4711',
  'Last-Event-ID': 'MTIz',
  Prefer: 'wait=30',
};

const IN_QUERY: Readonly<Record<string, unknown>> = {
  namespace: 'team-a',
  cluster: ['orders'],
  engine: [exampleEngine],
  storage: ['main'],
  requestedBy: ['oidc:ann'],
  fieldManager: 'gitops',
  cursor: 'bzEyMw',
  q: 'ord',
  name: ['orders'],
  labelSelector: 'tier=gold',
  createdAfter: '2026-11-01T00:00:00Z',
  createdBefore: '2026-12-01T00:00:00Z',
  sort: ['-creationTimestamp', 'name'],
  fields: ['metadata.name', 'status.phase'],
  version: ['17'],
};

/** An example of a parameter; undefined where its values are listed or speak for themselves. */
export function exampleOfParameter({ name, in: place, schema }: Parameter, path: string): unknown {
  if (place === 'header') return IN_HEADERS[name];
  if (place === 'path') return IN_PATH[path.split('/').at(path.split('/').indexOf(`{${name}}`) - 1)!];
  const { type } = schema as { type?: string };
  const example = IN_QUERY[name];
  return Array.isArray(example) && type !== 'array' ? example[0] : example;
}
