import type { FieldProblemCode } from '../../../src/domain/problem.js';
import type { ProblemCode } from '../../../src/domain/errors.js';
import type { ResourceType } from '../../../src/kube/meta/index.js';
import type { OpsRequestSpec } from '../../../src/resources/ops-request/index.js';

export type DoorName = 'REST' | 'GraphQL' | 'YAML';

/** One thing that was said against a request; of the whole of it where no field is to blame. */
export interface Complaint {
  readonly pointer?: string;
  readonly code: ProblemCode | FieldProblemCode;
  readonly message: string;
}

/** What a door answers: refused there, with every complaint, or let in. */
export interface Answered {
  readonly complaints: readonly Complaint[];
  /** Of the refusal as a whole, where the door says one. */
  readonly code?: ProblemCode;
  /** Name of what was made or changed. */
  readonly name?: string;
  /** What it would do, where the door tells. */
  readonly plan?: unknown;
  /** As it is stored, or would be, where the door shows that. */
  readonly spec?: unknown;
}

/** An object as a user writes it: right or wrong. */
export interface Written {
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly spec: unknown;
}

export type OperationAsk = Omit<OpsRequestSpec, 'clusterRef'>;

export interface Ways {
  readonly dryRun?: boolean;
}

/** A way in, to one namespace, that every scenario takes in the same words. */
export interface Door {
  readonly name: DoorName;
  readonly namespace: string;
  create(type: ResourceType, object: Written, ways?: Ways): Promise<Answered>;
  /** A merge patch of `spec`. */
  patch(type: ResourceType, name: string, spec: object, ways?: Ways): Promise<Answered>;
  delete(type: ResourceType, name: string): Promise<Answered>;
  operate(cluster: string, ask: OperationAsk, ways?: Ways): Promise<Answered>;
}
