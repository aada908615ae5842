import { isSupported, type Provider } from '../providers/contract/index.js';
import { formatFieldErrorBody } from '../kube/schema/index.js';
import { apiVersionOf } from '../kube/meta/index.js';
import {
  OPERATION_PARAMETERS,
  OPERATION_TYPES,
  OPS_REQUEST,
  type Disruption,
  type OperationType,
  type OpsRequest,
} from '../resources/ops-request/index.js';
import { entryOf, handlerOf, judgeRequest, subjectOf, type OperationInput } from './judge.js';
import { changesOf } from './plan.js';
import { notNow } from './readiness.js';

/** What can be done to a cluster now. */
export interface AvailableOperation {
  readonly type: OperationType;
  readonly available: boolean;
  /** Why not, as a sentence. */
  readonly reason?: string;
  /** Where it does not depend on the parameters. */
  readonly disruption?: Disruption;
}

type Target = Omit<OperationInput, 'request'>;

/** What databases of an engine can have at all, before there is one. */
export function offeredOperations(provider: Provider): AvailableOperation[] {
  return OPERATION_TYPES.map((type) => {
    const reason = unsupportedReason(type, provider);
    return { type, available: reason === undefined, reason, disruption: usualDisruption(type, provider) };
  });
}

export function availableOperations(target: Target): AvailableOperation[] {
  return OPERATION_TYPES.map((type) => (needsParameters(type) ? byType(type, target) : byRequest(type, target)));
}

/** Without its parameters only engine and state can be judged. */
function byType(type: OperationType, { cluster, provider }: Target): AvailableOperation {
  const reason = unsupportedReason(type, provider) ?? notNow(type, cluster)?.message;
  return { type, available: reason === undefined, reason, disruption: usualDisruption(type, provider) };
}

function usualDisruption(type: OperationType, provider: Provider): Disruption | undefined {
  const entry = type === 'Custom' ? undefined : entryOf(type, provider);
  return entry && isSupported(entry) ? entry.alwaysDisrupts : undefined;
}

function byRequest(type: OperationType, target: Target): AvailableOperation {
  const input = { ...target, request: requestOf(type, target) };
  const handler = handlerOf(input.request, target.provider);
  const { problems, unsupported, notNow: state, intent } = judgeRequest(input);
  const already =
    intent && changesOf(intent).length === 0 ? `It is so already: ${target.cluster.spec.powerState}.` : undefined;
  const [mistake] = problems.map(formatFieldErrorBody);
  const reason = unsupported ?? state?.message ?? already ?? mistake;
  const disruption = handler && isSupported(handler) ? handler.disruption(subjectOf(input)) : undefined;
  return { type, available: reason === undefined, reason, disruption };
}

/** Why the engine does not offer the type at all, as a sentence; undefined when it does. */
export function unsupportedReason(type: OperationType, provider: Provider): string | undefined {
  const entry = type === 'Custom' ? provider.customOperations : entryOf(type, provider);
  return 'unsupported' in entry ? entry.unsupported : undefined;
}

function needsParameters(type: OperationType): boolean {
  return type !== 'Start' && type !== 'Stop' && OPERATION_PARAMETERS[type].required;
}

function requestOf(type: OperationType, { cluster }: Target): OpsRequest {
  const { namespace, name } = cluster.metadata;
  return {
    apiVersion: apiVersionOf(OPS_REQUEST),
    kind: OPS_REQUEST.kind,
    metadata: { name: `${name}-${type.toLowerCase()}`, namespace },
    spec: { clusterRef: { name }, type },
  };
}
