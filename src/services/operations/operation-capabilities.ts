import type { StructuralSchema } from '../../kube/schema/index.js';
import { availableOperations, type AvailableOperation } from '../../operations/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { EngineCustomOperation } from '../../resources/database-engine/index.js';
import { schemaFor } from '../../resources/index.js';
import { OPERATION_PARAMETERS, OPS_REQUEST, type OperationType } from '../../resources/ops-request/index.js';
import type { OperationJudge } from './operation-judge.js';

/** A type of operation as one cluster can have it now. */
export interface OperationCapability extends AvailableOperation {
  /** Schema of the parameters, as the CustomResourceDefinition has it; absent for a type without any. */
  readonly parameters?: StructuralSchema;
  /** Of type Custom: what the engine has. */
  readonly customOperations?: readonly EngineCustomOperation[];
}

/** What can be done to a cluster now, and why the rest cannot. */
export class OperationCapabilities {
  constructor(private readonly judge: OperationJudge) {}

  /** Of a cluster that the caller has been allowed to see; computed from caches, so a whole page of them costs no request. */
  of(cluster: DatabaseCluster): OperationCapability[] {
    const target = this.judge.targetOf(cluster);
    const customOperations = target.engine.status?.capabilities?.customOperations ?? [];
    return availableOperations(target).map((operation) => ({
      ...operation,
      parameters: parametersOf(operation.type),
      ...(operation.type === 'Custom' && { customOperations }),
    }));
  }
}

function parametersOf(type: OperationType): StructuralSchema | undefined {
  if (type === 'Start' || type === 'Stop') return undefined;
  return schemaFor(OPS_REQUEST).schema.properties?.['spec']?.properties?.[OPERATION_PARAMETERS[type].field];
}
