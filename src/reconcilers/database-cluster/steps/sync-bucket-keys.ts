import { STATE_REASONS } from '../../../domain/conditions.js';
import type { BucketKeys } from '../secrets/bucket-keys.js';
import { NOT_APPLIED, ownUpstreamOf, type Step } from '../cluster-run.js';
import { blockTaken } from './guard-upstream.js';

/** Before anything names them: an operator that finds no keys fails, and some of them for good. */
export const syncBucketKeys =
  (keys: BucketKeys): Step =>
  async (run) => {
    const { cluster, provider, ctx } = run;
    if (!provider.secrets) return 'continue';
    const { is, name, why } = await keys.ensure({
      cluster,
      secrets: provider.secrets,
      source: run.incarnation?.source,
      ctx,
    });
    run.wrote ||= is === 'written';
    if (is === 'unchanged' || is === 'written') return 'continue';
    if (is === 'taken') blockTaken(run, `Secret "${name}"`);
    else {
      run.synced = NOT_APPLIED;
      const phase = ownUpstreamOf(run) ? undefined : 'Pending';
      const message = `The keys of a bucket cannot be handed to the operator: ${why}`;
      run.blockage = { reason: STATE_REASONS.bucketKeysMissing, message, phase };
    }
    return 'stop';
  };
