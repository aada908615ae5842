import type { KubeObject } from '../../kube/meta/index.js';
import { present } from '../common/present.js';

type Presentable = KubeObject & { spec: unknown; status?: unknown };

const views = new WeakMap<Presentable, Presentable>();

/** An object as GraphQL's resolvers see it: what clients are shown of the one in the cache, made once for each. */
export function viewOf<T extends Presentable>(object: T): T {
  const known = views.get(object);
  if (known) return known as T;
  const view: Presentable = present(object);
  views.set(object, view);
  return view as T;
}
