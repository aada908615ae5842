import type { StructuralSchema } from '../../kube/schema/index.js';
import { availableOperations, offeredOperations, type AvailableOperation } from '../../operations/index.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine, EngineCustomOperation } from '../../resources/database-engine/index.js';
import { schemaFor } from '../../resources/index.js';
import {
  OPERATION_PARAMETERS,
  OPERATION_TYPES,
  OPS_REQUEST,
  type OperationType,
} from '../../resources/ops-request/index.js';
import type { OperationJudge } from './operation-judge.js';

/** A type of operation as one cluster can have it now, or those of an engine at all. */
export interface OperationCapability extends AvailableOperation {
  /** Schema of the parameters, as the CustomResourceDefinition has it; absent for a type without any. */
  readonly parameters?: StructuralSchema;
  /** Of type Custom: what the engine has. */
  readonly customOperations?: readonly EngineCustomOperation[];
}

/** What can be done to a cluster now, or to those of an engine at all, and why the rest cannot. */
export class OperationCapabilities {
  constructor(
    private readonly judge: OperationJudge,
    private readonly providers: ProviderRegistry,
  ) {}

  /** Of a cluster that the caller has been allowed to see; computed from caches, so a whole page of them costs no request. */
  of(cluster: DatabaseCluster): OperationCapability[] {
    const target = this.judge.targetOf(cluster);
    return withParameters(availableOperations(target), target.engine);
  }

  /** What databases of an engine that the caller has been allowed to see can have at all. */
  ofEngine(engine: DatabaseEngine): OperationCapability[] {
    const provider = this.providers.find(engine.metadata.name);
    return withParameters(provider ? offeredOperations(provider) : OPERATION_TYPES.map(nobodyHas), engine);
  }
}

/** An entry of the catalogue that somebody made, and no engine of ours. */
const nobodyHas = (type: OperationType): AvailableOperation => ({
  type,
  available: false,
  reason: 'This service has no engine of that name.',
});

function withParameters(operations: readonly AvailableOperation[], { status }: DatabaseEngine): OperationCapability[] {
  const customOperations = status?.capabilities?.customOperations ?? [];
  return operations.map((operation) => ({
    ...operation,
    parameters: parametersOf(operation.type),
    ...(operation.type === 'Custom' && { customOperations }),
  }));
}

function parametersOf(type: OperationType): StructuralSchema | undefined {
  if (type === 'Start' || type === 'Stop') return undefined;
  return schemaFor(OPS_REQUEST).schema.properties?.['spec']?.properties?.[OPERATION_PARAMETERS[type].field];
}
