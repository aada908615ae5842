import type { KubeClient } from '../../../kube/client/kube-client.js';
import { isAlreadyExists, isNotFound } from '../../../kube/client/kube-error.js';
import type { ReconcileContext } from '../../../kube/manager/index.js';
import { parseKey, keyOf, SECRET, type KubeObject, type ResourceType } from '../../../kube/meta/index.js';
import type { Action } from './actions.js';
import type { Secret } from './workloads.js';

export interface ExecutorParts<Recipe, Owner> {
  readonly client: KubeClient;
  readonly fieldManager: string;
  /** Makes up what a recipe stands for. */
  readonly forge: (recipe: Recipe, owner: Owner) => Promise<Secret>;
}

/** What makes nothing up executes for anybody. */
export const plainExecutor = (client: KubeClient, fieldManager: string): ActionsExecutor<never, never> =>
  new ActionsExecutor<never, never>({ client, fieldManager, forge: (recipe) => Promise.resolve(recipe) });

/**
 * Carries actions out, in order: later ones may need earlier ones. Every action may be repeated: what exists already
 * was made by a run that was cut off, and what is gone was to be deleted.
 */
export class ActionsExecutor<Recipe, Owner> {
  constructor(private readonly parts: ExecutorParts<Recipe, Owner>) {}

  async execute(actions: readonly Action<Recipe>[], owner: Owner | undefined, ctx: ReconcileContext): Promise<void> {
    for (const action of actions) await this.run(action, owner, ctx);
  }

  private async run(action: Action<Recipe>, owner: Owner | undefined, ctx: ReconcileContext): Promise<void> {
    switch (action.do) {
      case 'create':
        return this.create(action.type, action.object, ctx);
      case 'forge':
        if (owner) await this.create(SECRET, await this.parts.forge(action.recipe, owner), ctx);
        return;
      case 'patch':
        return this.patch(action, ctx);
      case 'delete':
        return this.delete(action, ctx);
    }
  }

  private async create(type: ResourceType, object: KubeObject, ctx: ReconcileContext): Promise<void> {
    const options = { fieldManager: this.parts.fieldManager, signal: ctx.signal };
    const created = await this.parts.client.create(type, object, options).catch((error: unknown) => {
      if (!isAlreadyExists(error)) throw error;
      // Made by a run that was cut off: what it holds now is what the caches must show.
      return this.read(type, object, ctx);
    });
    if (created) ctx.recordWrite(type, created);
  }

  private async patch(
    { type, object, body, subresource }: Extract<Action, { do: 'patch' }>,
    ctx: ReconcileContext,
  ): Promise<void> {
    const { client, fieldManager } = this.parts;
    const options = { fieldManager, signal: ctx.signal, ...(subresource ? { subresource } : {}) };
    const patched = await client
      .patch<KubeObject>(type, parseKey(keyOf(object)), { type: 'merge', body }, options)
      .catch(undefinedWhenGone);
    if (patched) ctx.recordWrite(type, patched);
  }

  private async delete(
    { type, object, gracePeriodSeconds, orphansDependents }: Extract<Action, { do: 'delete' }>,
    ctx: ReconcileContext,
  ): Promise<void> {
    const { metadata } = object;
    const propagationPolicy = orphansDependents ? 'Orphan' : 'Background';
    const options = { propagationPolicy, gracePeriodSeconds, signal: ctx.signal } as const;
    await this.parts.client
      .delete(type, parseKey(keyOf(object)), { uid: metadata.uid, ...options })
      .catch(undefinedWhenGone);
    // A finalizer leaves it there, marked; a cache that does not show the mark yet would have us use it again.
    const mayRemain = orphansDependents === true || (metadata.finalizers ?? []).length > 0;
    const remains = mayRemain ? await this.read(type, object, ctx) : undefined;
    if (remains) ctx.recordWrite(type, remains);
  }

  private read(type: ResourceType, object: KubeObject, ctx: ReconcileContext): Promise<KubeObject | undefined> {
    return this.parts.client.get<KubeObject>(type, parseKey(keyOf(object)), ctx.signal).catch(undefinedWhenGone);
  }
}

function undefinedWhenGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
