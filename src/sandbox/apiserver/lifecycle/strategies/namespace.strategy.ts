import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { KindStrategy } from '../kind-strategy.js';
import { qualifiedNameProblem } from '../validate-metadata.js';
import { invalidValue } from './field-errors.js';

export const PROTECTED_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** A namespace is kept by `spec.finalizers` until everything in it is gone. */
export const namespaceStrategy: KindStrategy = {
  nameRule: 'label',
  prepareCreate: (object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, [NAME_LABEL]: object.metadata.name } },
    spec: { finalizers: [...new Set([...finalizersOf(object), FINALIZER])] },
    status: { phase: 'Active' },
  }),
  prepareUpdate: (next, live) => ({
    ...next,
    metadata: { ...next.metadata, labels: { ...next.metadata.labels, [NAME_LABEL]: live.metadata.name } },
    ...(live.spec ? { spec: live.spec } : {}),
  }),
  validate: (object) =>
    finalizersOf(object).flatMap((finalizer) => {
      const isUnqualified = finalizer !== FINALIZER && !finalizer.includes('/');
      const problem = qualifiedNameProblem(finalizer) ?? (isUnqualified ? 'must be fully qualified' : undefined);
      return problem ? [invalidValue(['spec', 'finalizers'], problem, finalizer)] : [];
    }),
  refuseDelete: ({ metadata }) =>
    PROTECTED_NAMESPACES.has(metadata.name) ? 'this namespace may not be deleted' : undefined,
  markDeleted: (object) => ({ ...object, status: { ...object.status, phase: 'Terminating' } }),
  isHeld: (object) => finalizersOf(object).length > 0,
};

function finalizersOf({ spec }: UntypedObject): readonly string[] {
  const finalizers = spec?.['finalizers'];
  return Array.isArray(finalizers) ? (finalizers as string[]) : [];
}
