import { DEPLOYMENT } from '../../../kube/meta/index.js';
import { poolerName } from '../names.js';
import { CNPG_ANNOTATIONS, POOLER, asPooler, type Pooler } from '../upstream.js';
import { EVERYBODY, fencingList } from './fencing.js';
import { conditionOf, isHibernating, type ClusterView } from './view.js';

/** What does not show in the phase and yet wants attention. */
export function listWarnings(view: ClusterView): string[] {
  return [archivingWarning(view), fencingWarning(view), poolerWarning(view)].filter((text) => text !== undefined);
}

/** The operator's phase stays healthy through this, until the disk is full. */
function archivingWarning(view: ClusterView): string | undefined {
  const archiving = conditionOf(view, 'ContinuousArchiving');
  if (archiving?.status !== 'False') return undefined;
  const reason = archiving.message ? ` (${archiving.message})` : '';
  return `The write-ahead log is not being archived${reason}; it stays on the volume, which will fill up.`;
}

function fencingWarning({ upstream }: ClusterView): string | undefined {
  const fenced = fencingList(upstream);
  if (fenced.length === 0) return undefined;
  const which = fenced.includes(EVERYBODY) ? 'Every member is' : `Fenced: ${fenced.join(', ')}; such a member is`;
  return `${which} kept from serving by the annotation ${CNPG_ANNOTATIONS.fencedInstances}.`;
}

function poolerWarning(view: ClusterView): string | undefined {
  const pooler = asPooler(view.observed.get(POOLER, poolerName(view.intent.metadata.name)));
  if (!pooler || isHibernating(view)) return undefined;
  const { phase = '', phaseReason } = pooler.status ?? {};
  return BROKEN_POOLER_PHASES.includes(phase)
    ? `The proxy does not serve: ${phaseReason ?? phase}.`
    : podsWarning(pooler, view);
}

const BROKEN_POOLER_PHASES: readonly string[] = ['failed', 'inactive'];

/** The pooler's own "active" says nothing of its pods. */
function podsWarning({ metadata, spec }: Pooler, { observed }: ClusterView): string | undefined {
  const available = Number(observed.get(DEPLOYMENT, metadata.name)?.status?.availableReplicas ?? 0);
  return available < spec.instances ? `${available} of ${spec.instances} proxy pods are available.` : undefined;
}
