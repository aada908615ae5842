import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { customOperationsOf } from '../../../src/providers/contract/index.js';
import { createStandIns } from '../../../src/sandbox/engines/registry.js';
import { aDatabaseCluster } from '../../builders/database-cluster.js';
import { BACKUP_ERRANDS, CUSTOM_ERRAND, ERRANDS, refusalOf } from './asks.js';
import { ENGINES, type EngineUnderTest } from './engine-under-test.js';

const SENTENCE = /^[A-Z].{20,}\.$/s;

const isText = (file: string): boolean => file.endsWith('.ts') && !file.endsWith('.spec.ts');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(isText)
  .map((file) => path.join('src', file));

/** Where an engine may be called by its name: at home, and in the two lists of engines. */
const isHome = (file: string, engine: string): boolean =>
  file.startsWith(`src/providers/${engine}/`) ||
  file.startsWith(`src/sandbox/engines/${engine}/`) ||
  ['src/providers/registry.ts', 'src/sandbox/engines/registry.ts'].includes(file);

/** Examples for people show some engine. */
const isExample = (line: string): boolean => /example/i.test(line);

const groupsOf = ({ provider }: EngineUnderTest): string[] => [
  ...new Set(provider.operator.requiredCrds.map((crd) => crd.slice(crd.indexOf('.') + 1))),
];

describe.each(ENGINES)('$name', (engine) => {
  const { name, provider, catalogue } = engine;

  it('is in the catalogue, in the sandbox, in the documents and among the examples', () => {
    expect(catalogue.metadata.name).toBe(name);
    expect(createStandIns().map((standIn) => standIn.name)).toContain(name);
    expect(existsSync(`examples/${name}.yaml`)).toBe(true);
    expect(existsSync(`docs/engines/${name}.md`)).toBe(true);
    expect(readFileSync('README.md', 'utf8')).toContain(catalogue.spec.displayName);
  });

  it('has a catalogue entry that it takes itself', () => {
    const { versions, defaultVersion, sizes } = catalogue.spec;
    const known = versions.map(({ version }) => version);
    expect(known.some((version) => version === defaultVersion || version.startsWith(`${defaultVersion}.`))).toBe(true);
    expect(versions.flatMap(({ upgradesTo = [] }) => upgradesTo).filter((target) => !known.includes(target))).toEqual(
      [],
    );
    for (const clusterSize of [sizes.minimum, sizes.recommended]) {
      const cluster = aDatabaseCluster({ ...engine.smallest(), clusterSize, allowUnsafeTopology: true });
      expect(provider.validate(cluster, { engine: catalogue })).toEqual([]);
    }
  });

  it('says why it does not offer what it does not', () => {
    const reasons = [...ERRANDS, ...BACKUP_ERRANDS, CUSTOM_ERRAND].flatMap(({ type }) => refusalOf(engine, type) ?? []);
    for (const reason of reasons) expect(reason).toMatch(SENTENCE);
    const offered = Object.values(provider.operations).flatMap((answer) => ('unsupported' in answer ? [] : [answer]));
    for (const { timeoutSeconds, stallSeconds } of offered) expect(timeoutSeconds).toBeGreaterThanOrEqual(stallSeconds);
  });

  it('offers operations of its own by name, with a description', () => {
    const offered = customOperationsOf(provider);
    const names = offered.map((operation) => operation.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { description } of offered) expect(description).toMatch(SENTENCE);
  });

  it('is named nowhere but at home', () => {
    const words = [name, ...groupsOf(engine)].map((word) => word.replaceAll('.', '\\.'));
    const pattern = new RegExp(words.join('|'), 'i');
    const strangers = sources
      .filter((file) => !isHome(file, name))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => pattern.test(line) && !isExample(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(strangers).toEqual([]);
  });
});
