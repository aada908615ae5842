import type { ObjectMeta } from '../../../kube/meta/index.js';
import { metadataWarnings, newFinalizerErrors, validateMetadata } from './validate-metadata.js';

const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'u' };

const fieldsOf = (metadata: unknown): string[] =>
  validateMetadata(metadata as ObjectMeta, 'subdomain').map(({ path }) => path.join('.'));

describe('validateMetadata', () => {
  it('accepts what clusters are full of', () => {
    const metadata = {
      name: 'a.b-1',
      labels: { 'app.kubernetes.io/name': 'x', empty: '' },
      annotations: { 'example.com/Some-Thing': '{}' },
      finalizers: ['example.com/cleanup'],
      ownerReferences: [{ ...owner, controller: true }, owner],
    };
    expect(fieldsOf(metadata)).toEqual([]);
  });

  it.each([
    { does: 'no name', metadata: { name: '' }, field: 'metadata.name' },
    { does: 'a name in capitals', metadata: { name: 'A' }, field: 'metadata.name' },
    { does: 'a name too long', metadata: { name: 'a'.repeat(254) }, field: 'metadata.name' },
    {
      does: 'a label key with two slashes',
      metadata: { name: 'a', labels: { 'a/b/c': '' } },
      field: 'metadata.labels',
    },
    {
      does: 'a label value too long',
      metadata: { name: 'a', labels: { a: 'x'.repeat(64) } },
      field: 'metadata.labels',
    },
    { does: 'a label that is no text', metadata: { name: 'a', labels: { a: 1 } }, field: 'metadata.labels' },
    {
      does: 'annotations beyond measure',
      metadata: { name: 'a', annotations: { a: 'x'.repeat(262_145) } },
      field: 'metadata.annotations',
    },
    { does: 'a finalizer that is no name', metadata: { name: 'a', finalizers: ['-'] }, field: 'metadata.finalizers' },
    {
      does: 'orphan beside foreground',
      metadata: { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
      field: 'metadata.finalizers',
    },
    {
      does: 'an owner without uid',
      metadata: { name: 'a', ownerReferences: [{ ...owner, uid: '' }] },
      field: 'metadata.ownerReferences.0.uid',
    },
    {
      does: 'an owner that is no object',
      metadata: { name: 'a', ownerReferences: ['x'] },
      field: 'metadata.ownerReferences',
    },
    {
      does: 'two controllers',
      metadata: {
        name: 'a',
        ownerReferences: [
          { ...owner, controller: true },
          { ...owner, controller: true },
        ],
      },
      field: 'metadata.ownerReferences',
    },
  ])('refuses $does', ({ metadata, field }) => {
    expect(fieldsOf(metadata)).toEqual([field]);
  });

  it('lets roles have colons in their names', () => {
    expect(validateMetadata({ name: 'system:node' }, 'pathSegment')).toEqual([]);
    expect(validateMetadata({ name: 'a/b' }, 'pathSegment')).toHaveLength(1);
  });
});

describe('finalizers', () => {
  it('may leave a terminating object and not join it', () => {
    const live = { name: 'a', deletionTimestamp: 'then', finalizers: ['x/a', 'x/b'] };
    expect(newFinalizerErrors({ name: 'a', finalizers: ['x/b'] }, live)).toEqual([]);
    expect(newFinalizerErrors({ name: 'a', finalizers: ['x/c'] }, live)).toMatchObject([
      { type: 'FieldValueForbidden', path: ['metadata', 'finalizers'] },
    ]);
  });

  it('are warned of when nobody can tell whose they are', () => {
    expect(metadataWarnings({ name: 'a', finalizers: ['orphan', 'x/y', 'mine'] })).toEqual([
      expect.stringContaining('"mine"'),
    ]);
  });
});
