import { createStandIns } from '../../src/sandbox/engines/registry.js';
import { ENGINES } from '../conformance/engines/engine-under-test.js';
import { CRDS_FOLDER, expectAgreement, isRealKnown } from './lean-crds.js';

describe.each(createStandIns().map((standIn) => ({ name: standIn.name, crds: standIn.crds() })))(
  'the lean CRDs of $name',
  ({ name, crds }) => {
    it('are those that its provider asks for, at least', () => {
      const { provider } = ENGINES.find((engine) => engine.name === name)!;
      expect(crds.map(({ metadata }) => metadata.name)).toEqual(
        expect.arrayContaining([...provider.operator.requiredCrds]),
      );
    });

    const known = crds.filter(isRealKnown);
    const whereKnown = known.length > 0 ? it : it.skip;

    whereKnown(`agree with the operator's own, from ${CRDS_FOLDER}`, () => {
      known.forEach(expectAgreement);
    });
  },
);
