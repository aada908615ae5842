import { apiVersionOf } from '../../src/kube/meta/index.js';
import {
  OPS_REQUEST,
  type OperationPhase,
  type OpsRequest,
  type OpsRequestSpec,
  type OpsRequestStatus,
} from '../../src/resources/ops-request/index.js';

interface OpsRequestChanges {
  readonly name?: string;
  readonly uid?: string;
  readonly createdAt?: string;
  readonly spec?: Partial<OpsRequestSpec>;
  readonly phase?: OperationPhase;
  readonly status?: OpsRequestStatus;
}

/** A restart of the database `orders`, with the changes under test. */
export function anOpsRequest({ name = 'op', uid, createdAt, spec, phase, status }: OpsRequestChanges = {}): OpsRequest {
  return {
    apiVersion: apiVersionOf(OPS_REQUEST),
    kind: OPS_REQUEST.kind,
    metadata: {
      name,
      namespace: 'team-a',
      uid: uid ?? `uid-${name}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: createdAt ?? '2026-11-23T11:00:00Z',
    },
    spec: { clusterRef: { name: 'orders' }, type: 'Restart', ...spec },
    ...((phase ?? status) && { status: { phase, ...status } }),
  };
}
