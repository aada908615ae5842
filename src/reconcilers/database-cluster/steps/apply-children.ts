import { credentialsSecretName } from '../../../domain/naming.js';
import { reasonOf } from '../../../domain/errors.js';
import { runApplier } from '../../../providers/contract/index.js';
import { planChildren, type ChildWrite, type StampedChild } from '../children/plan.js';
import { stampChild } from '../children/stamp.js';
import { ChildRejectedError, type ChildWriter } from '../children/write.js';
import { NOT_APPLIED, storageOf, type ClusterRun, type Step } from '../cluster-run.js';
import { blockTaken } from './guard-upstream.js';

/** A refusal may end without anything of ours changing (an upgraded operator): look again, but rarely. */
const RETRY_REJECTED_MS = 5 * 60_000;

/** Renders the children and writes those that differ from the caches; none, when nothing does. */
export const applyChildren =
  (writer: ChildWriter): Step =>
  async (run) => {
    const { cluster, observed, provider } = run;
    const plan = planChildren({
      cluster,
      desired: renderChildren(run),
      observed,
      watches: provider.watches,
      isSettled: writer.isSettled,
    });
    for (const write of plan.writes) {
      if ((await carryOut(writer, write, run)) === 'stop') return 'stop';
    }
    for (const { type, object } of plan.taken) blockTaken(run, `${type.kind} "${object.metadata.name}"`);
    return plan.taken.length > 0 ? 'stop' : 'continue';
  };

function renderChildren(run: ClusterRun): StampedChild[] {
  const { cluster, engine, monitoring, observed, provider, refill, world } = run;
  const incarnation = run.incarnation!;
  const credentials = credentialsSecretName(cluster.metadata.name);
  const storage = storageOf(run);
  const sourceStorage = incarnation.source && world.storage(incarnation.source.storage);
  const input = { cluster, engine, monitoring, storage, sourceStorage, observed, incarnation, refill };
  return runApplier(provider.applier({ ...input, credentialsSecretName: credentials })).map((child) =>
    stampChild(child, cluster, child.type === provider.upstream ? incarnation : undefined),
  );
}

async function carryOut(writer: ChildWriter, write: ChildWrite, run: ClusterRun): Promise<'continue' | 'stop'> {
  try {
    const written = await writer.write(write, run.ctx);
    run.wrote = true;
    if (written && write.do !== 'delete') run.observed.recordWritten(write.child.type, written);
    return 'continue';
  } catch (error) {
    if (!(error instanceof ChildRejectedError)) throw error;
    reject(run, error);
    return 'stop';
  }
}

function reject(run: ClusterRun, { kind, problems }: ChildRejectedError): void {
  const message = `The operator ${run.provider.operator.name} refused the ${kind}: ${problems.join('; ')}`;
  run.synced = { ...NOT_APPLIED, reason: reasonOf('upstream_rejected'), message };
  run.blockage = {
    reason: reasonOf('upstream_rejected'),
    message,
    phase: run.observed.get(run.provider.upstream, run.cluster.metadata.name) ? undefined : 'Failed',
  };
  run.requeueAfterMs = RETRY_REJECTED_MS;
}
