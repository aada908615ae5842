import { STATE_REASONS } from '../../../domain/conditions.js';
import type { InheritedUsers } from '../secrets/inherited-users.js';
import { NOT_APPLIED, upstreamOf, type Step } from '../cluster-run.js';

/** Somebody makes a Secret of another name than we watch: that wakes nobody here. */
const LOOK_AGAIN_MS = 30_000;

/** A database that is born with another's data is born with the passwords that are in it. */
export const inheritUsers =
  (inherited: InheritedUsers): Step =>
  async (run) => {
    const { cluster, provider, ctx } = run;
    const source = run.incarnation?.source;
    if (!provider.secrets || !source || upstreamOf(run) || inherited.isDone(cluster)) return 'continue';
    const outcome = await inherited.ensure({ cluster, users: provider.secrets.users, source, ctx });
    if (outcome.is === 'there') {
      run.password = outcome.password;
      return 'continue';
    }
    run.synced = NOT_APPLIED;
    run.blockage = { reason: STATE_REASONS.usersMissing, message: outcome.message, phase: 'Pending' };
    run.requeueAfterMs = LOOK_AGAIN_MS;
    return 'stop';
  };
