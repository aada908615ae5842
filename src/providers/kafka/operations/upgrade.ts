import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import {
  COPYING,
  targetVersionOf,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { versionOf } from '../status/members.js';
import { chooseVersion } from '../version.js';
import { METADATA_VERSION } from './baseline.js';
import { defineOperation } from './define-operation.js';
import { rollingDisruption, rollingOrder, rollingSteps } from './rolling.js';
import { complaintOf, type Situation } from './situation.js';

/** Every node is replaced; in a round of its own the operator then takes the data to the format of the new version. */
export const upgrade = defineOperation({
  ...COPYING,
  disruption: rollingDisruption,
  steps,
  restarts: rollingOrder,
  judge,
  undo,
});

const runs =
  (version: string) =>
  (pod: UntypedObject): boolean =>
    versionOf(pod) === version;

function steps(situation: Situation): Step[] {
  return rollingSteps(situation, 'ReplaceMember', runs(targetVersionOf(situation)));
}

function judge(situation: Situation): Finding {
  const version = targetVersionOf(situation);
  return {
    reached: `Every member runs ${version}.`,
    waitsFor: whyNotReached(situation, version) ?? situation.whyNotWhole,
    // Between its two rounds the operator is Ready for a moment.
    settleSeconds: 10,
    result: { version },
  };
}

function whyNotReached(situation: Situation, version: string): string | undefined {
  const { spec, status } = situation.upstream;
  if (spec.kafka.version !== version) return `Waits for the operator to be asked for version ${version}.`;
  if (status?.kafkaVersion === version) return undefined;
  return complaintOf(situation) ?? `The operator has not yet reported version ${version}.`;
}

function undo(situation: Situation): Undo {
  const { upstream, cluster, engine, view, baseline } = situation;
  const { kafkaMetadataVersion } = upstream.status ?? {};
  const before = baseline.get(METADATA_VERSION);
  if (before !== undefined && kafkaMetadataVersion !== undefined && kafkaMetadataVersion !== before) {
    const why = `The data is in the format ${kafkaMetadataVersion} now, which the former version cannot read.`;
    return { state: 'Impossible', why };
  }
  const former = chooseVersion(cluster.spec.version, engine, upstream);
  const arrived = upstream.spec.kafka.version === former && view.pods.every(runs(former));
  return undoneByOperator(situation, { arrived });
}
