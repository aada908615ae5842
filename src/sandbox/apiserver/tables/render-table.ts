import type { KubeObject } from '../../../kube/meta/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { Table, TableOptions } from './table.js';

/** One row per object. Cells follow the resource's columns; a resource without any shows name and age. */
export function renderTable(_resource: ServedResource, _objects: readonly KubeObject[], _options: TableOptions): Table {
  throw new Error('in the making');
}
