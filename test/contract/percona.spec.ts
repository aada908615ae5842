import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../src/kube/meta/index.js';
import { MONGODB_CONTRACT } from './mongodb-contract.js';
import { MYSQL_CONTRACT } from './mysql-contract.js';
import { judgeOf, missingCrds, type Admission } from './operator-crds.js';

const ACCEPTED: Admission = { unknownFields: [], errors: [] };
const CONTRACTS = [MONGODB_CONTRACT, MYSQL_CONTRACT];

const skipped = missingCrds(CONTRACTS.map(({ provider }) => provider.upstream));
const describeWithCrds = skipped ? describe.skip : describe;

describe.each(CONTRACTS)('what is rendered for $name', (contract) => {
  const { matrix } = contract;

  describeWithCrds(`by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
    let judge: (object: KubeObject, old?: KubeObject) => Admission;

    beforeAll(() => {
      judge = judgeOf(contract.provider.upstream);
    });

    it('has no field that the operator does not know, and none that it refuses', () => {
      const birth = contract.render();
      const verdicts = matrix.flatMap((spec) =>
        [contract.upstream(spec), contract.upstream(spec, birth)].map((object) => ({
          spec,
          verdict: judge(object, birth[0]!.object),
        })),
      );
      expect(matrix.length).toBeGreaterThan(100);
      expect(verdicts.filter(({ verdict }) => !isDeepStrictEqual(verdict, ACCEPTED)).slice(0, 3)).toEqual([]);
    });

    it('would be noticed if it were wrong', () => {
      const upstream = contract.upstream<KubeObject & { spec: object }>();
      const wrong = { ...upstream, spec: { ...upstream.spec, crVersion: 1 } };
      expect(judge(wrong).errors).toEqual([expect.stringContaining('crVersion')]);
    });
  });

  it('is the same for the same, and no second time anything else', () => {
    const differing = matrix.filter((spec) => {
      const first = contract.render(spec, contract.render(spec));
      return !isDeepStrictEqual(contract.render(spec, first), first);
    });
    expect(differing).toEqual([]);
  });

  it('is valid by our own rules', () => {
    expect(matrix.flatMap((spec) => contract.problems(spec)).slice(0, 3)).toEqual([]);
  });

  it('includes every version of the catalogue', () => {
    const versions = contract.engine.spec.versions.map(({ version }) => version);
    expect(versions.flatMap((version) => contract.problems({ version }))).toEqual([]);
  });

  it('includes its settings, which may be set to their own defaults in the versions that know them', () => {
    const refused = (contract.engine.spec.parameters ?? []).flatMap(({ name, default: value, lines = [] }) => {
      const version = lines[0] ?? contract.engine.spec.defaultVersion;
      return value === undefined ? [] : contract.problems({ version, config: [{ name, value }] });
    });
    expect(refused).toEqual([]);
  });
});
