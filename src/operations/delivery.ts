import type { ManagedFieldsEntry } from '../kube/meta/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import { withFields, type IntentChange } from './intent.js';
import { changesOf } from './plan.js';

export interface ForeignField {
  readonly manager: string;
  readonly path: string;
}

/** A change that belongs where a delivery tool takes its state from. */
export interface ForeignChange extends ForeignField {
  /** Why it is refused, and the fields as they are to be committed there. */
  readonly message: string;
}

/** Undefined when no delivery tool owns what would change. Needs the live cluster. */
export function ownedElsewhere(
  cluster: DatabaseCluster,
  intent: IntentChange | undefined,
  managers: readonly string[],
): ForeignChange | undefined {
  const changes = intent ? changesOf(intent) : [];
  const paths = changes.map(({ path }) => path);
  const foreign = managedElsewhere(cluster.metadata.managedFields, paths, managers);
  if (!foreign) return undefined;
  const values = changes.map(({ path, applied: value }) => ({ path, value }));
  const { spec } = withFields({ ...cluster, spec: {} as DatabaseCluster['spec'] }, values);
  const wanted = JSON.stringify({ spec });
  const message = `${foreign.path} belongs to "${foreign.manager}". Commit this change where it takes it from: ${wanted}`;
  return { ...foreign, message };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The first of these fields (`/spec/clusterSize`) that belongs to one of these managers: delivery tools, which would put
 * it back to what Git says. Needs the managedFields of the live object; caches drop them.
 */
export function managedElsewhere(
  managedFields: readonly ManagedFieldsEntry[] | undefined,
  paths: readonly string[],
  managers: readonly string[],
): ForeignField | undefined {
  const foreign = (managedFields ?? []).filter(
    ({ manager, subresource }) => !subresource && isAmong(manager, managers),
  );
  for (const path of paths) {
    const owner = foreign.find(({ fieldsV1 }) => owns(fieldsV1, path.split('/').slice(1)));
    if (owner) return { manager: owner.manager!, path };
  }
  return undefined;
}

const isAmong = (manager: string | undefined, managers: readonly string[]): boolean =>
  manager !== undefined && managers.includes(manager);

/** A field is owned when it is named, or lies in something that is owned whole. */
function owns(fields: Fields | undefined, [step, ...deeper]: readonly string[]): boolean {
  if (fields === undefined) return false;
  if (step === undefined) return true;
  const key = `f:${step}`;
  if (!Object.hasOwn(fields, key)) return false;
  const below = fields[key] as Fields;
  return deeper.length === 0 || Object.keys(below).length === 0 || owns(below, deeper);
}
