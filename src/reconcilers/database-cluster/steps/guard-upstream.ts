import { ANNOTATIONS } from '../../../domain/naming.js';
import { reasonOf } from '../../../domain/errors.js';
import { judgeUpstream } from '../children/ownership.js';
import { NOT_APPLIED, ownUpstreamOf, upstreamOf, type ClusterRun, type Step } from '../cluster-run.js';

/** Data is never destroyed silently: what is not ours is not touched, what was lost is not replaced by an empty one. */
export const guardUpstream: Step = (run) => {
  const verdict = judgeUpstream(run.cluster, upstreamOf(run), run);
  if (verdict.is === 'taken') return stopTaken(run);
  run.incarnation = verdict.incarnation;
  if (verdict.is !== 'lost') return 'continue';
  run.synced = NOT_APPLIED;
  run.blockage = { reason: reasonOf('upstream_lost'), message: lossMessage(run, verdict.replaced), phase: 'Failed' };
  return 'stop';
};

function stopTaken(run: ClusterRun): 'stop' {
  const { provider, cluster } = run;
  blockTaken(run, `${provider.upstream.kind} "${cluster.metadata.name}"`);
  return 'stop';
}

/** A name that is held takes nothing from a database that runs: it decides the phase only where none was made. */
export function blockTaken(run: ClusterRun, what: string): void {
  run.synced = NOT_APPLIED;
  run.blockage = {
    reason: reasonOf('name_taken'),
    message: `${what} exists already and was not made for this cluster; it is left untouched. Choose another name, or remove it.`,
    phase: ownUpstreamOf(run) ? undefined : 'Pending',
  };
}

function lossMessage({ provider, cluster, incarnation }: ClusterRun, replaced: boolean): string {
  const what = `${provider.upstream.kind} "${cluster.metadata.name}"`;
  const happened = replaced ? 'was replaced by another object' : 'has vanished';
  return (
    `${what}, which held the data, ${happened}. No empty database is put in its place: restore it, or accept the loss ` +
    `with the annotation ${ANNOTATIONS.recreateEmpty}: "${incarnation!.number}".`
  );
}
