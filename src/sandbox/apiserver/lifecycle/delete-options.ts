import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { badRequest, conflict } from '../api-status/api-error.js';
import { invalidOptions } from '../api-status/invalid.js';
import type { JsonObject } from '../fields/json-value.js';
import type { ServedResource } from '../registry/served-resource.js';
import { DELETE_OPTIONS, TypeMismatchError, readTyped } from '../typed/index.js';
import { dryRunErrors } from './write-options.js';

export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  readonly dryRun: boolean;
  /** Undefined: what the object's finalizers say, else in the background. */
  readonly propagationPolicy: PropagationPolicy | undefined;
  readonly preconditions: { readonly uid?: string; readonly resourceVersion?: string };
  /** What the client itself said, for admission; absent for deletes by the server. */
  readonly asSent?: Readonly<Record<string, unknown>>;
}

const POLICIES: ReadonlySet<unknown> = new Set<PropagationPolicy>(['Background', 'Foreground', 'Orphan']);

/** From the body, which may be absent, and the query, which older clients use. @throws ApiError 400 or 422 */
export function parseDeleteOptions(body: unknown, query: URLSearchParams): DeleteOptions {
  const asSent = sentOptions(typedOptions(body ?? {}), query);
  const { dryRun, propagationPolicy: policy, orphanDependents: orphan, preconditions } = asSent;
  const errors = [...dryRunErrors((dryRun ?? []) as unknown[]), ...policyErrors(policy, orphan)];
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  return {
    dryRun: dryRun !== undefined,
    propagationPolicy: (policy as PropagationPolicy | undefined) ?? legacyPolicy(orphan),
    preconditions: (preconditions as DeleteOptions['preconditions'] | undefined) ?? {},
    asSent,
  };
}

function sentOptions(options: JsonObject, query: URLSearchParams): JsonObject {
  const { dryRun: inBody, ...rest } = options;
  const dryRun = [...query.getAll('dryRun'), ...((inBody ?? []) as string[])];
  const inQuery = ['propagationPolicy', 'orphanDependents'].filter((name) => query.has(name));
  return {
    ...Object.fromEntries(inQuery.map((name) => [name, query.get(name)])),
    ...rest,
    ...(dryRun.length > 0 ? { dryRun } : {}),
  };
}

function typedOptions(body: unknown): JsonObject {
  try {
    return readTyped(DELETE_OPTIONS, body as JsonObject).value;
  } catch (error) {
    if (error instanceof TypeMismatchError) throw badRequest(error.message);
    throw error;
  }
}

function policyErrors(policy: unknown, orphan: unknown): FieldError[] {
  const path = ['propagationPolicy'];
  if (policy !== undefined && orphan !== undefined) {
    return [{ path, type: 'FieldValueInvalid', detail: 'orphanDependents and propagationPolicy cannot be both set' }];
  }
  if (policy === undefined || POLICIES.has(policy)) return [];
  const allowed = ['Background', 'Foreground', 'Orphan'];
  return [{ path, type: 'FieldValueNotSupported', badValue: policy, allowed, detail: 'is no policy' }];
}

function legacyPolicy(orphan: unknown): PropagationPolicy | undefined {
  if (orphan === undefined) return undefined;
  return orphan === true || orphan === 'true' ? 'Orphan' : 'Background';
}

/** @throws ApiError 409 when the object is not the one, or not in the state, that the client meant. */
export function assertPreconditions(
  resource: ServedResource,
  { metadata }: UntypedObject,
  { uid, resourceVersion }: DeleteOptions['preconditions'],
): void {
  if (uid !== undefined && uid !== metadata.uid) {
    const because = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
    throw conflict(resource, metadata.name, because);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const because = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`;
    throw conflict(resource, metadata.name, because);
  }
}
