import type { KubeObject } from '../../../kube/meta/index.js';
import type { PrinterColumn, ServedResource } from '../registry/served-resource.js';
import { columnReaders } from './column-readers.js';
import { toPartialObjectMetadata } from './partial-object-metadata.js';
import type { IncludeObject, Table, TableColumn, TableOptions } from './table.js';

/** One row per object. Cells follow the resource's columns; a resource without any shows name and age. */
export function renderTable(resource: ServedResource, objects: readonly KubeObject[], options: TableOptions): Table {
  const { includeObject, withColumns, listMeta = {}, now } = options;
  const readers = columnReaders(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: listMeta,
    columnDefinitions: withColumns ? readers.map(({ column }) => toTableColumn(column)) : [],
    rows: objects.map((object) => ({
      cells: readers.map(({ read }) => read(object as unknown as Record<string, unknown>, now)),
      ...embed(object, includeObject),
    })),
  };
}

function embed(object: KubeObject, include: IncludeObject): { object?: unknown } {
  if (include === 'None') return {};
  return { object: include === 'Object' ? object : toPartialObjectMetadata(object) };
}

function toTableColumn({ name, type, format = '', description = '', priority = 0 }: PrinterColumn): TableColumn {
  return { name, type, format, description, priority };
}
