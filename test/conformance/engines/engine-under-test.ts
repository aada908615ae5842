import { readdirSync, readFileSync } from 'node:fs';
import { Test } from '@nestjs/testing';
import { parse } from 'yaml';
import { ProviderRegistry, type Provider } from '../../../src/providers/contract/index.js';
import { ProvidersModule } from '../../../src/providers/registry.js';
import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { DatabaseEngine, EngineParameter } from '../../../src/resources/database-engine/index.js';
import type { EngineStandIn } from '../../../src/sandbox/engines/engine.js';
import { createStandIns } from '../../../src/sandbox/engines/registry.js';
import { aDatabaseCluster } from '../../builders/database-cluster.js';

const CATALOGUE_FOLDER = 'catalogue';
const LARGEST_SIZE = 20;

/** One engine of the product as a stranger knows it: by its provider's answers and by its catalogue entry. */
export class EngineUnderTest {
  readonly name: string;

  constructor(
    readonly provider: Provider,
    readonly catalogue: DatabaseEngine,
  ) {
    this.name = provider.engine;
  }

  /** What a small database of the recommended size asks for, in the catalogue's own words. */
  smallest(changes: Partial<DatabaseClusterSpec> = {}): DatabaseClusterSpec {
    const { defaultVersion: version, sizes } = this.catalogue.spec;
    return {
      engine: this.name,
      version,
      clusterSize: sizes.recommended,
      storage: { size: '1Gi' },
      resources: { cpu: '1', memory: '2Gi' },
      ...changes,
    };
  }

  /** The next size after `size` that the engine takes. */
  largerThan(size: number): number {
    for (let larger = size + 1; larger <= LARGEST_SIZE; larger += 1)
      if (this.takes({ clusterSize: larger })) return larger;
    throw new Error(`${this.name} takes no more than ${size} members`);
  }

  /** Two versions of the catalogue, of which the first can become the second. */
  upgrade(): { from: string; to: string } {
    const from = this.catalogue.spec.versions.find(({ upgradesTo = [] }) => upgradesTo.length > 0);
    if (!from) throw new Error(`the catalogue of ${this.name} knows no upgrade`);
    return { from: from.version, to: from.upgradesTo![0]! };
  }

  /** A setting of the catalogue, with a value that is not its default; one that needs no restart, where there is one. */
  setting(): { name: string; value: string } {
    const parameters = [...(this.catalogue.spec.parameters ?? [])];
    for (const parameter of parameters.sort((a, b) => Number(a.restart ?? false) - Number(b.restart ?? false))) {
      const value = otherValue(parameter);
      if (value !== undefined && this.takes({ config: [{ name: parameter.name, value }] }))
        return { name: parameter.name, value };
    }
    throw new Error(`the catalogue of ${this.name} lists no number that can be raised`);
  }

  private takes(changes: Partial<DatabaseClusterSpec>): boolean {
    const cluster = aDatabaseCluster(this.smallest(changes));
    return this.provider.validate(cluster, { engine: this.catalogue }).length === 0;
  }

  createStandIn(): EngineStandIn {
    const standIn = createStandIns().find(({ name }) => name === this.name);
    if (!standIn) throw new Error(`the sandbox has no stand-in for ${this.name}`);
    return standIn;
  }
}

/** Of whole numbers one more than the default. */
function otherValue({ type, default: usual, maximum = Infinity }: EngineParameter): string | undefined {
  if (type !== 'Integer' || usual === undefined || Number(usual) >= maximum) return undefined;
  return String(Number(usual) + 1);
}

function readCatalogue(): DatabaseEngine[] {
  const files = readdirSync(CATALOGUE_FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => parse(readFileSync(`${CATALOGUE_FOLDER}/${file}`, 'utf8')) as DatabaseEngine);
}

async function readProviders(): Promise<readonly Provider[]> {
  const app = await Test.createTestingModule({ imports: [ProvidersModule] }).compile();
  const providers = app.get(ProviderRegistry).all();
  await app.close();
  return providers;
}

const catalogue = readCatalogue();

/** Every registered engine: a new one is tested by being registered. */
export const ENGINES: readonly EngineUnderTest[] = (await readProviders()).map((provider) => {
  const entry = catalogue.find(({ metadata }) => metadata.name === provider.engine);
  if (!entry) throw new Error(`${CATALOGUE_FOLDER} has no entry for ${provider.engine}`);
  return new EngineUnderTest(provider, entry);
});
