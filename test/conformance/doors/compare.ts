import { isDeepStrictEqual } from 'node:util';
import type { EngineUnderTest } from '../engines/engine-under-test.js';
import type { Differing } from './cluster-scenarios.js';
import { DIFFERENCES, type Difference, type DifferenceName } from './differences.js';
import type { Answered } from './door.js';
import { asInStatus, saidAtDoor, type Said } from './said.js';

/** What the three doors answered to one scenario. */
export interface Answers {
  readonly rest: Answered;
  readonly graphql: Said;
  readonly yaml: Said;
}

/** What a door said, beside what it should have said. */
export interface Verdict {
  readonly door: Difference['door'];
  readonly said: Said;
  readonly expected: Said;
}

/** Remembers which differences were seen to be needed. */
export class Comparison {
  readonly needed = new Set<DifferenceName>();

  /** Where the doors part without a reason that is known, and where one is known that does not hold or is not needed. */
  mistakesOf(
    { rest, graphql, yaml }: Answers,
    kind: 'cluster' | 'errand',
    known: readonly DifferenceName[],
  ): Verdict[] {
    const inStatus = typeof yaml === 'object' && yaml.at === 'status';
    const verdicts: readonly Verdict[] = [
      { door: 'GraphQL', said: graphql, expected: saidAtDoor(rest) },
      { door: 'YAML', said: yaml, expected: inStatus ? asInStatus(rest, kind) : saidAtDoor(rest) },
    ];
    return verdicts.filter((verdict) => !this.isRight(verdict, rest, known));
  }

  private isRight({ door, said, expected }: Verdict, rest: Answered, known: readonly DifferenceName[]): boolean {
    const name = known.find((difference) => DIFFERENCES[difference].door === door);
    if (name === undefined) return isDeepStrictEqual(said, expected);
    this.needed.add(name);
    return !isDeepStrictEqual(said, expected) && DIFFERENCES[name].isSo(said, rest);
  }
}

export const differencesOf = ({ differs = [] }: Differing, engine: EngineUnderTest): readonly DifferenceName[] =>
  typeof differs === 'function' ? differs(engine) : differs;
