import { childLabels } from '../../../domain/naming.js';
import { forbidden } from '../../../domain/validation/field-errors.js';
import { apiVersionOf, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, CustomOperation, Undo } from '../../contract/index.js';
import { annotationOf, deletionOf, isStaying } from '../../contract/objects/index.js';
import { COPYING, type Finding, type Step } from '../../contract/operations/index.js';
import { OPERATION_MARK, rebalanceName } from '../names.js';
import { asRebalance, REBALANCE, STRIMZI_ANNOTATIONS, STRIMZI_LABELS, type Rebalance } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** By an object of the operator's, of which the last one stays to be looked at. */
export const rebalance: CustomOperation = {
  name: 'rebalance',
  description: 'Spreads partitions and their leaders evenly over all brokers, by Cruise Control and its usual goals.',
  parameters: [],
  ...defineOperation({
    ...COPYING,
    disruption: 'None',
    validate,
    steps: (situation) => [stepOf(situation)],
    judge,
    undo,
  }),
};

function validate({ upstream }: Situation): FieldError[] {
  if (upstream.spec.cruiseControl) return [];
  return [
    forbidden(['spec', 'custom', 'name'], 'needs two brokers or more: there is nobody to spread partitions over'),
  ];
}

const present = ({ cluster, observed }: Situation): Rebalance | undefined =>
  asRebalance(observed.get(REBALANCE, rebalanceName(cluster.metadata.name)));

/** Of this very operation; one of an earlier one has the same name. */
function ours(situation: Situation): Rebalance | undefined {
  const found = present(situation);
  return found?.metadata.annotations?.[OPERATION_MARK] === situation.request.metadata.uid ? found : undefined;
}

const STATES: readonly string[] = [
  'New',
  'PendingProposal',
  'ProposalReady',
  'Rebalancing',
  'Stopped',
  'NotReady',
  'Ready',
  'ReconciliationPaused',
];

const stateOf = (found: Rebalance | undefined): { type: string; message?: string } | undefined =>
  found?.status?.conditions?.find(({ type }) => STATES.includes(type));

function stepOf(situation: Situation): Step {
  const step = { name: 'Rebalance' };
  const found = ours(situation);
  if (!found) return { ...step, state: 'Pending' };
  const { type = 'New' } = stateOf(found) ?? {};
  if (type === 'Ready') return { ...step, state: 'Done', message: 'Partitions are spread evenly.' };
  return { ...step, state: 'Running', message: SAYS[type] ?? `The rebalance is ${type}.` };
}

const SAYS: Readonly<Record<string, string>> = {
  New: 'The operator has been asked for it.',
  PendingProposal: 'Cruise Control works out what to move.',
  ProposalReady: 'What to move is known.',
  Rebalancing: 'Partitions are moving.',
};

function judge(situation: Situation, [step]: readonly Step[]): Finding {
  return {
    reached: step?.message ?? '',
    waitsFor: step?.state === 'Done' ? undefined : (step?.message ?? 'Asks the operator to spread the partitions.'),
    failure: failureOf(situation),
    actions: request(situation),
    settleSeconds: 5,
  };
}

/** What ended so is taken up by nobody. */
function failureOf(situation: Situation): string | undefined {
  const { type, message = 'no reason given' } = stateOf(ours(situation)) ?? {};
  if (type === 'NotReady')
    return `Cruise Control cannot do it: ${message}. See that Kafka is Ready, and try again later.`;
  return type === 'Stopped' ? 'Somebody has stopped it.' : undefined;
}

function request(situation: Situation): ChildAction[] {
  const found = present(situation);
  if (ours(situation)) return [];
  if (found) return isStaying(found) ? [deletionOf(REBALANCE, found)] : [];
  const object = build(situation);
  const { namespace, name } = object.metadata;
  return [{ do: 'create', type: REBALANCE, key: { namespace, name }, object }];
}

function build({ cluster, request: { metadata } }: Situation): UntypedObject {
  const { name, namespace } = cluster.metadata;
  return {
    apiVersion: apiVersionOf(REBALANCE),
    kind: REBALANCE.kind,
    metadata: {
      name: rebalanceName(name),
      namespace,
      labels: { ...childLabels(cluster), [STRIMZI_LABELS.cluster]: name },
      annotations: { [STRIMZI_ANNOTATIONS.autoApproval]: 'true', [OPERATION_MARK]: metadata.uid ?? '' },
    },
    spec: { mode: 'full' },
  };
}

const OVER: readonly (string | undefined)[] = ['Ready', 'NotReady', 'Stopped'];

function undo(situation: Situation): Undo {
  const found = ours(situation);
  if (!found || OVER.includes(stateOf(found)?.type)) {
    return { state: 'Done', ...(found && { stays: 'Partitions that have moved stay where they are.' }) };
  }
  const actions = [annotationOf(REBALANCE, found, { [STRIMZI_ANNOTATIONS.rebalance]: 'stop' })];
  return { state: 'Running', waitingFor: 'Waits for Cruise Control to stop.', actions };
}
