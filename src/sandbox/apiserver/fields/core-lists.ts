/**
 * How the lists of the built-in kinds are merged: one table for strategic merge patch and server-side apply.
 * A list that is not named here is atomic for both.
 */
export interface CoreList {
  readonly field: string;
  /** Restricts the row to these kinds; rows with kinds win over rows for all. */
  readonly kinds?: readonly string[];
  /** Items are objects that strategic merge patch tells apart by this member. */
  readonly mergeKey?: string;
  /** Items are objects that server-side apply tells apart by these members; absent: atomic for apply. */
  readonly applyKeys?: readonly string[];
  /** What an apply key is when the item does not say it. */
  readonly applyDefaults?: Readonly<Record<string, unknown>>;
  /** Server-side apply owns and replaces an item as a whole. */
  readonly atomicItems?: true;
  /** Items are scalars: a set. */
  readonly set?: true;
}

const keyed = (mergeKey: string, ...fields: string[]): CoreList[] =>
  fields.map((field) => ({ field, mergeKey, applyKeys: [mergeKey] }));

const ROWS: readonly CoreList[] = [
  {
    field: 'ports',
    kinds: ['Service'],
    mergeKey: 'port',
    applyKeys: ['port', 'protocol'],
    applyDefaults: { protocol: 'TCP' },
  },
  { field: 'ports', kinds: ['NetworkPolicy', 'Endpoints', 'EndpointSlice'] },
  { field: 'imagePullSecrets', kinds: ['ServiceAccount'], mergeKey: 'name' },
  { field: 'secrets', kinds: ['ServiceAccount'], mergeKey: 'name', applyKeys: ['name'] },
  { field: 'addresses', kinds: ['Node'], mergeKey: 'type', applyKeys: ['type'] },
  { field: 'taints', kinds: ['Node'], mergeKey: 'key' },
  {
    field: 'ports',
    mergeKey: 'containerPort',
    applyKeys: ['containerPort', 'protocol'],
    applyDefaults: { protocol: 'TCP' },
  },
  {
    field: 'topologySpreadConstraints',
    mergeKey: 'topologyKey',
    applyKeys: ['topologyKey', 'whenUnsatisfiable'],
  },
  ...keyed('name', 'containers', 'initContainers', 'ephemeralContainers', 'volumes', 'env', 'imagePullSecrets'),
  ...keyed('name', 'webhooks', 'matchConditions', 'resourceClaims'),
  ...keyed('mountPath', 'volumeMounts'),
  ...keyed('devicePath', 'volumeDevices'),
  ...keyed('ip', 'hostAliases', 'podIPs'),
  ...keyed('type', 'conditions'),
  { field: 'ownerReferences', mergeKey: 'uid', applyKeys: ['uid'], atomicItems: true },
  { field: 'finalizers', set: true },
];

/** The row for the list `field` of a built-in `kind`, wherever in the object it stands. */
export function findCoreList(kind: string, field: string): CoreList | undefined {
  const rows = ROWS_BY_FIELD.get(field) ?? [];
  return rows.find((row) => row.kinds?.includes(kind)) ?? rows.find((row) => !row.kinds);
}

const ROWS_BY_FIELD: ReadonlyMap<string, readonly CoreList[]> = Map.groupBy(ROWS, (row) => row.field);
