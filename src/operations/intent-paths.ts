import { formatJsonPointer, type FieldPath } from '../kube/schema/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import type { OpsRequestSpec } from '../resources/ops-request/index.js';

/** Where a request says what becomes this field of the specification. */
const SOURCES: readonly (readonly [pointer: string, source: FieldPath])[] = [
  ['/spec/clusterSize', ['spec', 'horizontalScaling', 'replicas']],
  ['/spec/sharding/shards', ['spec', 'horizontalScaling', 'shards']],
  ['/spec/sharding', ['spec', 'horizontalScaling', 'shards']],
  ['/spec/resources/cpu', ['spec', 'verticalScaling', 'resources', 'cpu']],
  ['/spec/resources/memory', ['spec', 'verticalScaling', 'resources', 'memory']],
  ['/spec/resources', ['spec', 'verticalScaling', 'resources']],
  ['/spec/storage/size', ['spec', 'volumeExpansion', 'size']],
  ['/spec/storage/wal', ['spec', 'volumeExpansion', 'walSize']],
  ['/spec/version', ['spec', 'upgrade', 'version']],
  ['/spec/expose', ['spec', 'expose']],
];

/** The field of the request to blame for a field of the cluster; undefined when the request did not touch it. */
export function pathInRequest(
  path: FieldPath,
  request: OpsRequestSpec,
  wanted: DatabaseCluster,
): FieldPath | undefined {
  if (path[0] === 'spec' && path[1] === 'config') return pathOfSetting(path, request, wanted);
  const pointer = formatJsonPointer(path);
  const source = SOURCES.find(([prefix]) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  if (!source) return undefined;
  const [prefix, base] = source;
  const deeper = path.slice(prefix.split('/').length - 1);
  return base.at(-1) === 'walSize' ? base : [...base, ...deeper];
}

function pathOfSetting(path: FieldPath, { reconfiguring }: OpsRequestSpec, wanted: DatabaseCluster): FieldPath {
  const [, , index, ...member] = path;
  const name = typeof index === 'number' ? wanted.spec.config?.[index]?.name : undefined;
  const position = reconfiguring?.set?.findIndex((setting) => setting.name === name) ?? -1;
  return position < 0 ? ['spec', 'reconfiguring'] : ['spec', 'reconfiguring', 'set', position, ...member];
}
