import { entryOf } from '../../operations/index.js';
import { isSupported, type CustomOperation, type Provider } from '../../providers/contract/index.js';
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
    customOperations: provider.customOperations.map(describeCustom),
  };
}

function describeOperation(type: OperationType, provider: Provider): EngineOperation {
  if (type === 'Custom') {
    return provider.customOperations.length > 0
      ? { type, supported: true }
      : { type, supported: false, reason: 'This engine has no operations of its own.' };
  }
  const entry = entryOf(type, provider);
  return isSupported(entry) ? { type, supported: true } : { type, supported: false, reason: entry.unsupported };
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
