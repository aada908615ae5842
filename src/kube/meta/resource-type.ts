/** What a client must know of a kind to address it; the group's preferred version is a decision of the caller. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Lower-case plural, as in URLs. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** `group/version`, or the bare version for the core group: what objects carry as `apiVersion`. */
export function apiVersionOf(type: Pick<ResourceType, 'group' | 'version'>): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

/** `plural.group`, as CRDs are named and as error messages of the API server say it. */
export function resourceName(type: Pick<ResourceType, 'group' | 'plural'>): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`;
}

export interface ResourcePathParts {
  namespace?: string;
  name?: string;
  subresource?: string;
}

/**
 * The URL path of a collection, an item or a subresource; segments are percent-encoded.
 * Without a namespace a namespaced type means all namespaces (list and watch only).
 */
export function resourcePath(type: ResourceType, { namespace, name, subresource }: ResourcePathParts = {}): string {
  const segments = [
    type.group === '' ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`,
    ...(type.namespaced && namespace ? ['namespaces', encodeURIComponent(namespace)] : []),
    type.plural,
    ...(name ? [encodeURIComponent(name)] : []),
    ...(subresource ? [subresource] : []),
  ];
  return segments.join('/');
}
