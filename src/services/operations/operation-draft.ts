import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../resources/ops-request/index.js';
import { withClusterRef } from '../writing/cluster-ref.js';
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
  return cluster === undefined ? object : withClusterRef(object, cluster);
}
