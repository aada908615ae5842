import type { Permission, Verb } from '../../kube/access/index.js';
import { followed } from '../../kube/informer/index.js';
import type { ChildVerb, WatchedKind } from './observed.js';
import type { Provider } from './provider.js';

/** What the loops ask of the API server for this engine, as the provider declares it. */
export function childAccess({ upstream, watches }: Pick<Provider, 'upstream' | 'watches'>): Permission[] {
  // Before a cluster is let go, the server itself is asked for what holds its data.
  return [{ type: upstream, verbs: ['get'] }, ...watches.flatMap(accessTo)];
}

function accessTo({ type, writes = [] }: WatchedKind): Permission[] {
  const verbs = writes.filter(isOfResource);
  const status: Permission[] = writes.includes('patch status')
    ? [{ type, subresource: 'status', verbs: ['patch'] }]
    : [];
  return [followed(type), { type, verbs }, ...status];
}

const isOfResource = (verb: ChildVerb): verb is ChildVerb & Verb => verb !== 'patch status';
