import { refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { noSuchCluster as noSuchClusterIn } from '../../domain/validation/reference-rules.js';
import type { KubeObject } from '../../kube/meta/index.js';

/** An object that is about one cluster, as a caller wrote it: right or wrong. */
type AboutCluster = KubeObject & { readonly spec: { readonly clusterRef: { readonly name: string } } };

/** What the address says already may be repeated, not contradicted. */
export function withClusterRef<T extends AboutCluster>(object: T, name: string): T {
  if (!isObject(object.spec)) return object;
  const given: unknown = object.spec.clusterRef;
  if (given !== undefined && !(isObject(given) && given['name'] === name)) {
    const message = `must be ${JSON.stringify({ name })} here`;
    refuseInvalid([{ pointer: '/spec/clusterRef', code: 'invalid', message, allowed: [name] }]);
  }
  return { ...object, spec: { ...object.spec, clusterRef: { name } } };
}

/** The cluster that a body names, whatever else is wrong with it. */
export function namedCluster({ spec }: AboutCluster): string | undefined {
  return nameIn(isObject(spec) ? spec.clusterRef : undefined);
}

/** The name in a reference, if it is one. */
export function nameIn(reference: unknown): string | undefined {
  const name = isObject(reference) ? reference['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** What is absent and what may not be seen look alike. */
export function noSuchCluster({ metadata, spec }: AboutCluster): FieldProblem {
  const { name } = spec.clusterRef;
  return {
    pointer: '/spec/clusterRef/name',
    code: 'not_found',
    message: `${noSuchClusterIn({ namespace: metadata.namespace, name })} that you may see`,
    rejected: name,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
