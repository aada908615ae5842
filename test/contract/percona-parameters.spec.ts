import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { configurationOf as mongodConf } from '../../src/providers/mongodb/configuration.js';
import { configurationOf as myCnf } from '../../src/providers/mysql/configuration.js';
import type { DatabaseEngine, EngineParameter } from '../../src/resources/database-engine/index.js';
import { configurationProblem as mongodProblem } from '../../src/sandbox/engines/mongodb/configuration.js';
import { configurationProblem as mysqldProblem } from '../../src/sandbox/engines/mysql/configuration.js';

const parametersOf = (engine: string): EngineParameter[] =>
  (parse(readFileSync(`catalogue/${engine}.yaml`, 'utf8')) as DatabaseEngine).spec.parameters ?? [];

/** The default, both ends of the range, all that may be chosen. */
const valuesOf = ({ default: usual, minimum, maximum, allowed = [] }: EngineParameter): string[] =>
  [usual, minimum, maximum, ...allowed].filter((value) => value !== undefined).map(String);

const ENGINES = [
  { engine: 'mongodb', render: mongodConf, judge: (text?: string) => mongodProblem('mongod', text) },
  { engine: 'mysql', render: myCnf, judge: mysqldProblem },
];

describe.each(ENGINES)('settings of $engine in the catalogue', ({ engine, render, judge }) => {
  const settings = parametersOf(engine).flatMap((parameter) =>
    valuesOf(parameter).map((value) => ({ name: parameter.name, value })),
  );

  it('are all taken by the server of the sandbox, as the provider renders them', () => {
    expect(settings.length).toBeGreaterThan(20);
    const refused = settings.filter((setting) => judge(render([setting])) !== undefined);
    expect(refused).toEqual([]);
  });
});
