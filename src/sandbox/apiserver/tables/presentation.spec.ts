import { toPartialObjectMetadataList } from './partial-object-metadata.js';
import { negotiatePresentation } from './presentation.js';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

describe('negotiatePresentation', () => {
  it.each([
    { accept: undefined, expected: 'Plain' },
    { accept: '*/*', expected: 'Plain' },
    { accept: 'application/json', expected: 'Plain' },
    { accept: 'application/vnd.kubernetes.protobuf,application/json', expected: 'Plain' },
    {
      accept: `${TABLE},application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json`,
      expected: 'Table',
    },
    { accept: 'application/json;g=meta.k8s.io;v=v1;as=Table', expected: 'Table' },
    { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1', expected: 'PartialObjectMetadata' },
    { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1', expected: 'PartialObjectMetadata' },
    { accept: 'application/json;as=Table;v=v1;g=other', expected: undefined },
    { accept: 'application/vnd.kubernetes.protobuf', expected: undefined },
    { accept: 'text/html', expected: undefined },
  ])('answers $accept with $expected', ({ accept, expected }) => {
    expect(negotiatePresentation(accept)).toBe(expected);
  });
});

describe('toPartialObjectMetadataList', () => {
  it('keeps the metadata of the list and of its items, and nothing else', () => {
    const item = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { password: 'x' } };
    const list = { apiVersion: 'v1', kind: 'SecretList', metadata: { resourceVersion: '7' }, items: [item] };

    expect(toPartialObjectMetadataList(list)).toEqual({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: '7' },
      items: [{ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 's' } }],
    });
  });
});
