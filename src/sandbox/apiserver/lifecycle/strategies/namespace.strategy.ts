import type { KindStrategy } from '../kind-strategy.js';

export const PROTECTED_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** A namespace is kept by `spec.finalizers` until everything in it is gone. */
export const namespaceStrategy: KindStrategy = {
  nameRule: 'label',
  prepareCreate: (object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, [NAME_LABEL]: object.metadata.name } },
    spec: { finalizers: [FINALIZER] },
    status: { phase: 'Active' },
  }),
  prepareUpdate: (next, live) => ({
    ...next,
    metadata: { ...next.metadata, labels: { ...next.metadata.labels, [NAME_LABEL]: live.metadata.name } },
    ...(live.spec ? { spec: live.spec } : {}),
  }),
  refuseDelete: ({ metadata }) =>
    PROTECTED_NAMESPACES.has(metadata.name) ? 'this namespace may not be deleted' : undefined,
  markDeleted: (object) => ({ ...object, status: { ...object.status, phase: 'Terminating' } }),
  isHeld: (object) => Array.isArray(object.spec?.['finalizers']) && object.spec['finalizers'].length > 0,
};
