import type { KubeObject, StatusCause } from '../../../kube/meta/index.js';
import type { ServedResource } from '../registry/served-resource.js';

/** What decides who owns a field: the writer, the place written to, and when. */
export interface FieldWrite {
  readonly resource: ServedResource;
  /** `fieldManager`, or what stands for it. */
  readonly manager: string;
  /** `status`, `scale`; absent for the object itself. */
  readonly subresource?: string;
  /** RFC 3339, seconds, UTC. */
  readonly now: string;
}

export interface ApplyRequest extends FieldWrite {
  /** Absent when the apply creates the object. */
  readonly live?: KubeObject;
  /** The applied configuration, decoded; of `scale` as a patch of the scaled object. */
  readonly patch: KubeObject;
  readonly force: boolean;
}

export interface UpdateRequest<T extends KubeObject = KubeObject> extends FieldWrite {
  /** Absent when the write creates the object. */
  readonly live?: KubeObject;
  /** What is about to be stored; its `metadata.managedFields` are what the client sent. */
  readonly next: T;
}

/** Others own fields that the apply would change: 409 Conflict, one cause a field and owner. */
export class ApplyConflictError extends Error {
  override readonly name = 'ApplyConflictError';

  constructor(readonly causes: readonly StatusCause[]) {
    super(conflictMessage(causes));
  }
}

/** The applied configuration itself is unfit: 400 with this message. */
export class ApplyPatchError extends Error {
  override readonly name = 'ApplyPatchError';
}

function conflictMessage(causes: readonly StatusCause[]): string {
  const listed = causes.map(({ message, field }) => `${message}: ${field}`);
  const noun = causes.length === 1 ? 'conflict' : 'conflicts';
  return `Apply failed with ${causes.length} ${noun}: ${listed.join('; ')}`;
}
