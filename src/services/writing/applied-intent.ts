import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ObjectMeta, ResourceType } from '../../kube/meta/index.js';
import { API_MANAGER } from '../../domain/naming.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { awaitInCache } from './await-in-cache.js';
import { asApplyProblems } from './field-conflicts.js';
import { findObject } from './find-object.js';
import type { IntentWrite } from './intent-writer.js';
import { changesBetween, intentOf, type Intended } from './intent.js';
import { requireMatch, requireNothingMeant, type EditConditions } from './preconditions.js';
import { stamped } from './stamped.js';
import { withLive } from './with-live.js';

export interface JudgedApply<T> {
  /** As much of the object as its manager means to own. */
  readonly configuration: T;
  readonly fieldManager: string;
  readonly force?: boolean;
  /** Throws what stands against the object as it would be. */
  readonly judge: (next: T, live?: T) => void | Promise<void>;
  /** Throws where the caller may not make what is absent. */
  readonly mayCreate: () => Promise<void>;
}

export interface AppliedIntent<T> extends IntentWrite<T> {
  /** There was none of this name. */
  readonly isNew?: true;
}

/**
 * Server-side apply of intent. What comes of it only the API server can say, which knows who owns what: it is asked on
 * trial, that is judged, and then it is done on the very version that was judged.
 */
export class IntentApplier<T extends Intended> {
  constructor(
    private readonly client: KubeClient,
    private readonly informer: Informer<T>,
    private readonly type: ResourceType,
  ) {}

  apply(key: NamespacedKey, wish: JudgedApply<T>, conditions: EditConditions): Promise<AppliedIntent<T>> {
    return withLive(
      () => findObject<T>(this.client, this.type, key),
      (live) => (live ? this.change(live, wish, conditions) : this.make(wish, conditions)),
    );
  }

  private async change(live: T, wish: JudgedApply<T>, conditions: EditConditions): Promise<AppliedIntent<T>> {
    requireMatch(this.type, live, conditions);
    const { resourceVersion } = live.metadata;
    const trial = await this.send(wish, { resourceVersion, dryRun: true });
    await wish.judge(trial, live);
    const changes = changesBetween(intentOf(live), intentOf(trial));
    if (conditions.dryRun) return { object: trial, changes };
    // Also where nothing changes: who owns it does.
    const stored = await this.send(wish, { resourceVersion });
    return { object: await this.settle(stored, changes.length > 0), changes };
  }

  /**
   * What is judged is what was sent: there is nothing to merge it with. Of two that make the same at once the later is
   * applied to what the earlier made, and refused where they differ, unless it is forced.
   */
  private async make(wish: JudgedApply<T>, conditions: EditConditions): Promise<AppliedIntent<T>> {
    requireNothingMeant(this.type, conditions);
    await wish.mayCreate();
    await wish.judge(wish.configuration);
    const made = await this.send(wish, { dryRun: conditions.dryRun });
    const object = conditions.dryRun ? made : await this.settle(made, true);
    return { object, changes: changesBetween(undefined, intentOf(made)), isNew: true };
  }

  private send(
    { configuration, fieldManager, force }: JudgedApply<T>,
    { resourceVersion, dryRun }: { resourceVersion?: string; dryRun?: boolean },
  ): Promise<T> {
    const object = { ...configuration, metadata: { ...configuration.metadata, resourceVersion } };
    const options = { fieldManager, force, strict: true, dryRun };
    return asApplyProblems(configuration, () => this.client.apply<T>(this.type, object, options));
  }

  /** The stamp is ours: as a part of what is applied it would belong to its manager, and differ each time. */
  private async settle(stored: T, isChanged: boolean): Promise<T> {
    const { namespace, name } = stored.metadata;
    const { annotations } = stamped({ ...stored, metadata: {} as ObjectMeta }).metadata;
    const patch = { type: 'merge' as const, body: { metadata: { annotations } } };
    const written =
      isChanged && annotations
        ? await asProblems(() =>
            this.client.patch<T>(this.type, { namespace, name }, patch, { fieldManager: API_MANAGER }),
          )
        : stored;
    await awaitInCache(this.informer, written);
    return written;
  }
}
