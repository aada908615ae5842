import type { KubeObject } from '../../../kube/meta/index.js';

/** Objects as users write them, by the name of their example. */
export type Manifests = Readonly<Record<string, readonly KubeObject[]>>;

/** Those of one kind, by the name of their example. */
export function manifestsOf<T extends KubeObject>(manifests: Manifests, kind: string): Record<string, T> {
  const found = Object.entries(manifests).flatMap(([name, objects]) =>
    objects.filter((object) => object.kind === kind).map((object) => [name, object as T] as const),
  );
  return Object.fromEntries(found);
}
