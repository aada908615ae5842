import { PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { patch, type Action } from '../../mechanics/actions.js';
import type { Deployment, PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { failuresOf } from '../failures.js';
import type { Condition, Kafka, Rebalance } from '../kafka.js';
import { KAFKA_REBALANCE } from '../kinds.js';
import { findState } from '../reconcile/conditions.js';
import { nodeIdOf } from '../storage.js';
import { ANNOTATION, LABEL, SANDBOX_ANNOTATION } from '../well-known.js';

export const REBALANCE_STATES = [
  'New',
  'PendingProposal',
  'ProposalReady',
  'Rebalancing',
  'Stopped',
  'NotReady',
  'Ready',
  'ReconciliationPaused',
] as const;

export type RebalanceState = (typeof REBALANCE_STATES)[number];

export interface RebalanceView {
  readonly rebalance: Rebalance;
  readonly kafka: Kafka | undefined;
  readonly cruiseControl: Deployment | undefined;
  /** Of the Kafka's brokers. */
  readonly claims: readonly PersistentVolumeClaim[];
}

export interface RebalanceStep {
  readonly condition: Condition;
  readonly actions: readonly Action[];
}

export const stateOf = ({ status }: Rebalance): RebalanceState | undefined =>
  REBALANCE_STATES.find((state) => findState(status?.conditions, state));

const condition = (type: RebalanceState, reason?: string, message?: string): Condition => ({
  type,
  status: 'True',
  ...(reason ? { reason } : {}),
  ...(message ? { message } : {}),
});

/** The next state of a rebalance, from what there is; undefined while it waits. Pure. */
export function decideRebalance(view: RebalanceView): RebalanceStep | undefined {
  const { rebalance } = view;
  const annotations = rebalance.metadata.annotations ?? {};
  if (annotations[ANNOTATION.rebalanceTemplate] === 'true') return undefined;
  if (annotations[ANNOTATION.pause] === 'true') return { condition: condition('ReconciliationPaused'), actions: [] };
  const state = stateOf(rebalance);
  if (state === 'NotReady' && annotations[ANNOTATION.rebalance] !== 'refresh' && !hasNewSpec(rebalance))
    return undefined;
  const problem = problemOf(view);
  if (problem) return { condition: condition('NotReady', ...problem), actions: clearOrder(rebalance) };
  return state === undefined || state === 'ReconciliationPaused'
    ? { condition: condition('New'), actions: [] }
    : moveOn(view, state);
}

const hasNewSpec = ({ metadata, status }: Rebalance): boolean => status?.observedGeneration !== metadata.generation;

const NEEDS_BROKERS: readonly (string | undefined)[] = ['add-brokers', 'remove-brokers'];

function problemOf({ rebalance, kafka }: RebalanceView): [reason: string, message: string] | undefined {
  const cluster = rebalance.metadata.labels?.[LABEL.cluster];
  if (!kafka) return ['NoSuchResourceException', `Kafka resource '${cluster}' identified by label is missing.`];
  if (!kafka.spec.cruiseControl)
    return [
      'InvalidResourceException',
      "Kafka resource lacks 'cruiseControl' declaration: it is not possible to rebalance.",
    ];
  if (!findState(kafka.status?.conditions, 'Ready')) return ['RuntimeException', 'The Kafka cluster is not Ready'];
  const { mode = 'full', brokers = [] } = rebalance.spec;
  if (NEEDS_BROKERS.includes(mode) && brokers.length === 0)
    return ['IllegalArgumentException', `The brokers list is mandatory when using the ${mode} rebalancing mode`];
  return undefined;
}

/** By annotation, and gone when it was heard. */
const clearOrder = (rebalance: Rebalance): Action[] =>
  rebalance.metadata.annotations?.[ANNOTATION.rebalance] === undefined
    ? []
    : [patch(KAFKA_REBALANCE, rebalance, { metadata: { annotations: { [ANNOTATION.rebalance]: null } } })];

const PROPOSED: readonly RebalanceState[] = ['ProposalReady', 'Stopped', 'Ready', 'NotReady'];

function moveOn(view: RebalanceView, state: RebalanceState): RebalanceStep | undefined {
  const { rebalance } = view;
  const order = rebalance.metadata.annotations?.[ANNOTATION.rebalance];
  const isAgain = order === 'refresh' || hasNewSpec(rebalance);
  if (PROPOSED.includes(state) && isAgain)
    return { condition: condition('PendingProposal'), actions: clearOrder(rebalance) };
  if (state === 'New') return isServed(view) ? { condition: condition('PendingProposal'), actions: [] } : undefined;
  if (state === 'PendingProposal') return propose(view);
  if (state === 'ProposalReady') return approve(rebalance, order);
  return state === 'Rebalancing' ? move(view, order) : undefined;
}

const isServed = ({ cruiseControl }: RebalanceView): boolean => (cruiseControl?.status?.availableReplicas ?? 0) > 0;

function propose({ kafka, rebalance }: RebalanceView): RebalanceStep {
  if (!failuresOf(kafka).has('rebalance')) return { condition: condition('ProposalReady'), actions: [] };
  const message = 'Error processing the rebalance request: not enough valid windows (asked for by annotation)';
  return { condition: condition('NotReady', 'CruiseControlRestException', message), actions: clearOrder(rebalance) };
}

function approve(rebalance: Rebalance, order: string | undefined): RebalanceStep | undefined {
  const isApproved =
    order === 'approve' || rebalance.metadata.annotations?.[ANNOTATION.rebalanceAutoApproval] === 'true';
  return isApproved ? { condition: condition('Rebalancing'), actions: clearOrder(rebalance) } : undefined;
}

function move(view: RebalanceView, order: string | undefined): RebalanceStep | undefined {
  const { rebalance, kafka } = view;
  if (order === 'stop') return { condition: condition('Stopped'), actions: clearOrder(rebalance) };
  if (failuresOf(kafka).has('stuck-rebalance')) return undefined;
  return { condition: condition('Ready'), actions: [...moveReplicas(view), ...clearOrder(rebalance)] };
}

/** The disks remember whether partitions are on them: only so can a broker be taken away later. */
function moveReplicas({ rebalance, claims }: RebalanceView): Action[] {
  const { mode = 'full', brokers = [] } = rebalance.spec;
  if (mode === 'remove-disks') return [];
  const holds = String(mode !== 'remove-brokers');
  return claims
    .filter((claim) => mode === 'full' || brokers.includes(nodeIdOf(claim) ?? -1))
    .filter(({ metadata }) => metadata.annotations?.[SANDBOX_ANNOTATION.holdsPartitions] !== holds)
    .map((claim) =>
      patch(PERSISTENT_VOLUME_CLAIM, claim, {
        metadata: { annotations: { [SANDBOX_ANNOTATION.holdsPartitions]: holds } },
      }),
    );
}
