import { CRDS_FOLDER, expectAgreement, isRealKnown, kindOf } from '../../../../../test/contract/lean-crds.js';
import { leanCrds } from './index.js';

describe('lean CRDs', () => {
  it('are one for each kind that the stand-in serves, and PodMonitor', () => {
    expect(leanCrds().map(kindOf)).toEqual([
      'Kafka',
      'KafkaNodePool',
      'StrimziPodSet',
      'KafkaUser',
      'KafkaTopic',
      'KafkaRebalance',
      'PodMonitor',
    ]);
  });

  const known = leanCrds().filter(isRealKnown);
  const whereKnown = known.length > 0 ? it : it.skip;

  whereKnown(`agree with the operator's own, from ${CRDS_FOLDER}`, () => {
    known.forEach(expectAgreement);
  });
});
