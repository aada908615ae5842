import { kindSchemaOf } from '../../../resources/declare/index.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { readFieldSelection, selectFields } from './field-selection.js';

const schema = kindSchemaOf(DatabaseCluster);
const cluster = {
  kind: 'DatabaseCluster',
  spec: { engine: 'postgresql', storage: { size: '1Gi', className: 'fast' } },
  status: { phase: 'Running', members: [{ name: 'a', ready: true }, { name: 'b' }] },
};

const selected = (...paths: string[]): unknown => selectFields(cluster, readFieldSelection(paths, schema, '?fields'));

describe('a selection of fields', () => {
  it.each<{ paths: string[]; expected: object }>([
    { paths: ['kind'], expected: { kind: 'DatabaseCluster' } },
    { paths: ['spec.storage.size'], expected: { spec: { storage: { size: '1Gi' } } } },
    { paths: ['status.phase', 'kind'], expected: { kind: 'DatabaseCluster', status: { phase: 'Running' } } },
    { paths: ['status.members.name'], expected: { status: { members: [{ name: 'a' }, { name: 'b' }] } } },
    { paths: ['spec.storage', 'spec.storage.size'], expected: { spec: { storage: cluster.spec.storage } } },
    { paths: ['spec.storage.size', 'spec.storage'], expected: { spec: { storage: cluster.spec.storage } } },
    { paths: ['spec.proxy.type', 'spec.engine'], expected: { spec: { engine: 'postgresql' } } },
  ])('$paths', ({ paths, expected }) => {
    expect(selected(...paths)).toEqual(expected);
  });

  it.each([
    { path: 'spek', allowed: ['apiVersion', 'kind', 'metadata', 'spec', 'status'] },
    { path: 'spec.storage.siz', allowed: expect.arrayContaining(['spec.storage.size']) },
    { path: 'status.phase.x', allowed: ['status.phase'] },
    { path: '__proto__', allowed: expect.any(Array) },
    { path: 'spec..engine', allowed: expect.arrayContaining(['spec.engine']) },
    { path: '', allowed: expect.arrayContaining(['spec']) },
  ])('refuses "$path" and says what there is', ({ path, allowed }) => {
    const read = (): unknown => readFieldSelection(['kind', path], schema, '?fields');
    expect(read).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        fields: [expect.objectContaining({ pointer: '?fields', code: 'not_supported', rejected: path, allowed })],
      }) as Error,
    );
  });
});
