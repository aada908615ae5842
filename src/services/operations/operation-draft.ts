import { refuseInvalid } from '../../domain/problem.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../resources/ops-request/index.js';
import { readObjectBody } from '../writing/read-body.js';

/** Where an operation is asked for: of a cluster, or in a namespace with the cluster in the body. */
export interface OperationPlace {
  readonly namespace: string;
  readonly cluster?: string;
}

/** What a caller asks for: not judged yet, and perhaps without a name. */
export interface OperationDraft {
  readonly request: OpsRequest;
  /** Undefined when there is none that the caller may see. */
  readonly cluster: DatabaseCluster | undefined;
  /** The route, and what it names: an idempotency key means nothing elsewhere. */
  readonly route: readonly string[];
}

/** @throws ProblemError naming every member that has no place in the body. */
export function readDraftBody(body: unknown, { namespace, cluster }: OperationPlace): OpsRequest {
  const place = { type: OPS_REQUEST, namespace, isNameOptional: true };
  const { object } = readObjectBody<OpsRequest>(body, place);
  return cluster === undefined || !isObject(object.spec) ? object : withClusterRef(object, cluster);
}

/** What the address says already may be repeated, not contradicted. */
function withClusterRef(request: OpsRequest, name: string): OpsRequest {
  const given: unknown = request.spec.clusterRef;
  if (given !== undefined && !(isObject(given) && given['name'] === name)) {
    const message = `must be ${JSON.stringify({ name })} here`;
    refuseInvalid([{ pointer: '/spec/clusterRef', code: 'invalid', message, allowed: [name] }]);
  }
  return { ...request, spec: { ...request.spec, clusterRef: { name } } };
}

/** The cluster that a body names, whatever else is wrong with it. */
export function namedCluster({ spec }: OpsRequest): string | undefined {
  const reference: unknown = isObject(spec) ? spec.clusterRef : undefined;
  const name = isObject(reference) ? reference['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
