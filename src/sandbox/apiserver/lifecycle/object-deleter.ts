import type { UntypedObject } from '../../../kube/meta/index.js';
import { ApiError, conflict, forbidden, notFound } from '../api-status/api-error.js';
import type { ObjectForm } from '../registry/object-forms.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';
import { assertPreconditions } from './delete-options.js';
import type { DeleteOptions } from './delete-options.js';
import { planDeletion } from './deletion-plan.js';
import type { KindStrategy } from './kind-strategy.js';
import { strategyOf } from './strategies/index.js';
import { toTimestamp } from './timestamps.js';
import type { WriteParts } from './write-parts.js';
import type { UpdateTarget } from './write-request.js';

const MAX_ATTEMPTS = 20;

export interface DeletedObject {
  /** The last state when it is gone, else the state with its mark. */
  readonly form: ObjectForm;
  readonly isGone: boolean;
}

/** Everything between a DELETE and its commit; clients and the garbage collector come the same way. */
export class ObjectDeleter {
  constructor(private readonly parts: WriteParts) {}

  /** @throws ApiError, AdmissionDenied */
  async delete(request: UpdateTarget, options: DeleteOptions): Promise<DeletedObject> {
    const { resource, namespace, name } = request;
    const storageKey = storageKeyOf(resource);
    const strategy = strategyOf(storageKey);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const live = this.parts.store.find(storageKey, namespace, name);
      if (!live) throw notFound(resource, name);
      assertPreconditions(resource, live.object, options.preconditions);
      await this.assertAllowed(request, strategy, live.object);
      if (this.parts.store.find(storageKey, namespace, name) === live) return this.carryOut(request, options, live);
    }
    throw conflict(resource, name, 'the object kept changing');
  }

  /** The same, where somebody else may have been faster. */
  async deleteIfPresent(request: UpdateTarget, options: DeleteOptions): Promise<void> {
    try {
      await this.delete(request, options);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 404)) throw error;
    }
  }

  private async assertAllowed(request: UpdateTarget, strategy: KindStrategy, live: UntypedObject): Promise<void> {
    const refusal = strategy.refuseDelete?.(live);
    if (refusal !== undefined) throw forbidden(request.resource, request.name, refusal);
    const write = { operation: 'DELETE', name: request.name, object: null, oldObject: live } as const;
    await this.parts.admission.mutate(request, write);
    await this.parts.admission.validate(request, write);
  }

  private carryOut(request: UpdateTarget, options: DeleteOptions, live: StoredObject): DeletedObject {
    const { resource } = request;
    const { forms, committer, world } = this.parts;
    const plan = planDeletion(live.object, {
      resource,
      strategy: strategyOf(live.storageKey),
      policy: options.propagationPolicy,
      now: toTimestamp(world.now()),
    });
    if (plan.outcome === 'unchanged') return { form: forms.of(resource, live), isGone: false };
    if (plan.outcome === 'remove') return { form: committer.remove(request, live), isGone: true };
    return { form: committer.put(request, plan.object), isGone: false };
  }
}
