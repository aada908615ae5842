import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { PrinterColumn } from '../registry/served-resource.js';
import { renderTable } from './render-table.js';
import type { TableOptions } from './table.js';

const OPTIONS: TableOptions = { includeObject: 'Metadata', withColumns: true, now: new Date('2026-01-02T03:04:05Z') };
const WIDGET = {
  apiVersion: 'example.io/v1',
  kind: 'Widget',
  metadata: { name: 'w', creationTimestamp: '2026-01-02T03:03:05Z' },
  spec: { size: 3, ratio: 0.5, on: true, tags: ['a', 'b'], box: { w: 1 }, due: 'soon' },
} as KubeObject;

const cellOf = (type: string, jsonPath: string): unknown => {
  const columns: PrinterColumn[] = [{ name: 'X', type, jsonPath }];
  return renderTable(aServedResource({ columns }), [WIDGET], OPTIONS).rows[0]!.cells[1];
};

describe('renderTable', () => {
  it('shows name and age when the resource has no columns', () => {
    const { columnDefinitions, rows } = renderTable(aServedResource(), [WIDGET], OPTIONS);

    expect(columnDefinitions).toMatchObject([
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Age', type: 'date', format: '', priority: 0 },
    ]);
    expect(rows[0]!.cells).toEqual(['w', '60s']);
  });

  it.each([
    { type: 'string', path: '.spec.due', expected: 'soon' },
    { type: 'string', path: '.spec.size', expected: '3' },
    { type: 'string', path: '.spec.tags[*]', expected: 'a b' },
    { type: 'string', path: '.spec.box', expected: '{"w":1}' },
    { type: 'string', path: '.spec.absent', expected: null },
    { type: 'string', path: '.spec.[', expected: null },
    { type: 'integer', path: '.spec.size', expected: 3 },
    { type: 'integer', path: '.spec.ratio', expected: null },
    { type: 'integer', path: '.spec.due', expected: null },
    { type: 'number', path: '.spec.ratio', expected: 0.5 },
    { type: 'boolean', path: '.spec.on', expected: true },
    { type: 'boolean', path: '.spec.size', expected: null },
    { type: 'date', path: '.metadata.creationTimestamp', expected: '60s' },
    { type: 'date', path: '.spec.due', expected: '<invalid>' },
    { type: 'date', path: '.spec.absent', expected: null },
  ])('shows $path as $type: $expected', ({ type, path, expected }) => {
    expect(cellOf(type, path)).toEqual(expected);
  });

  it.each([
    { include: 'None', expected: undefined },
    {
      include: 'Metadata',
      expected: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: WIDGET.metadata },
    },
    { include: 'Object', expected: WIDGET },
  ] as const)('carries $include of the object', ({ include, expected }) => {
    const { rows } = renderTable(aServedResource(), [WIDGET], { ...OPTIONS, includeObject: include });

    expect(rows[0]!.object).toEqual(expected);
  });

  it('leaves out the columns after the first event of a watch, and carries the metadata of the list', () => {
    const listMeta = { resourceVersion: '7', continue: 'c' };
    const table = renderTable(aServedResource(), [], { ...OPTIONS, withColumns: false, listMeta });

    expect(table).toEqual({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: listMeta,
      columnDefinitions: [],
      rows: [],
    });
  });
});
