import { unsupportedReason } from '../../operations/index.js';
import { customOperationsOf, type CustomOperation, type Provider } from '../../providers/contract/index.js';
import type {
  CustomOperationParameter,
  EngineCapabilities,
  EngineCustomOperation,
  EngineOperation,
} from '../../resources/database-engine/index.js';
import { OPERATION_TYPES, type OperationType } from '../../resources/ops-request/index.js';

/** What an engine's databases can do, with every type of operation answered. */
export function capabilitiesOf(provider: Provider): EngineCapabilities {
  return {
    ...provider.capabilities,
    operations: OPERATION_TYPES.map((type) => describeOperation(type, provider)),
    customOperations: customOperationsOf(provider).map(describeCustom),
  };
}

function describeOperation(type: OperationType, provider: Provider): EngineOperation {
  const reason = unsupportedReason(type, provider);
  return reason === undefined ? { type, supported: true } : { type, supported: false, reason };
}

function describeCustom({ name, description, parameters }: CustomOperation): EngineCustomOperation {
  return { name, description, parameters: parameters.map(describeParameter) };
}

const describeParameter = ({
  allowed,
  ...parameter
}: CustomOperation['parameters'][number]): CustomOperationParameter => ({
  ...parameter,
  ...(allowed && { allowed: [...allowed] }),
});
