import { invalidSpec } from '../../domain/problem.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST, type OperationType, type OpsRequest } from '../../resources/ops-request/index.js';
import { withClusterRef } from '../writing/cluster-ref.js';
import { readObjectBody } from '../writing/read-body.js';

/** Where an operation is asked for: of a cluster, or in a namespace with the cluster in the body. */
export interface OperationPlace {
  readonly namespace: string;
  readonly cluster?: string;
  /** Where the address says the type too. */
  readonly type?: OperationType;
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
export function readDraftBody(body: unknown, { namespace, cluster, type }: OperationPlace): OpsRequest {
  const place = { type: OPS_REQUEST, namespace, isNameOptional: true };
  const { object } = readObjectBody<OpsRequest>(body, place);
  const request = type === undefined ? object : withType(object, type);
  return cluster === undefined ? request : withClusterRef(request, cluster);
}

/** What the address says already may be repeated, not contradicted. */
function withType(request: OpsRequest, type: OperationType): OpsRequest {
  const { spec } = request as { spec: unknown };
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return request;
  const { type: given = type } = spec as Partial<OpsRequest['spec']>;
  if (given === type) return { ...request, spec: { ...request.spec, type } };
  const message = `must be ${JSON.stringify(type)} here`;
  throw invalidSpec([{ pointer: '/spec/type', code: 'invalid', message, rejected: given, allowed: [type] }]);
}
