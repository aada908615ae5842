import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { DatabaseEngine, EngineParameter } from '../../resources/database-engine/index.js';
import { EngineAccess } from './engine-access.js';
import { EngineCatalogue } from './engine-catalogue.js';

const ann = { username: 'ann', groups: [] };
const aParameter = (name: string, lines?: string[]): EngineParameter => ({ name, lines }) as EngineParameter;

const engines: DatabaseEngine[] = [
  aDatabaseEngine({ parameters: [aParameter('old', ['16']), aParameter('new', ['17', '18']), aParameter('always')] }),
  { ...aDatabaseEngine(), metadata: { name: 'mongodb' } },
];

const catalogueFor = (mayRead: boolean): EngineCatalogue =>
  new EngineCatalogue(new InMemoryInformer(engines).asInformer, new EngineAccess({ allows: async () => mayRead }));
const namesOf = (parameters: readonly EngineParameter[]): string[] => parameters.map(({ name }) => name);

describe('EngineCatalogue', () => {
  const catalogue = catalogueFor(true);

  it.each([
    { asked: {}, expected: ['mongodb', 'postgresql'] },
    { asked: { sort: ['-name'] }, expected: ['postgresql', 'mongodb'] },
    { asked: { q: 'post' }, expected: ['postgresql'] },
  ])('lists engines by name, unless asked otherwise: $asked', async ({ asked, expected }) => {
    const { items } = await catalogue.list(ann, { limit: 50, ...asked });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(expected);
  });

  it('is closed to whoever may not read it', async () => {
    await expect(catalogueFor(false).list(ann, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(catalogueFor(false).get(ann, 'postgresql')).rejects.toMatchObject({ code: 'not_found' });
    await expect(catalogueFor(false).versions(ann, 'postgresql')).rejects.toMatchObject({ code: 'not_found' });
    await expect(catalogueFor(false).parameters(ann, 'postgresql')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says the same of what is absent and of what the caller may not see', async () => {
    const failures = await Promise.all([
      catalogue.get(ann, 'oracle').catch((error: Error) => error.message),
      catalogueFor(false)
        .get(ann, 'oracle')
        .catch((error: Error) => error.message),
    ]);
    expect(failures[0]).toBe(failures[1]);
  });

  it.each([
    { version: undefined, expected: ['old', 'new', 'always'] },
    { version: '17', expected: ['new', 'always'] },
    { version: '17.6', expected: ['new', 'always'] },
    { version: '16.11', expected: ['old', 'always'] },
    { version: '15', expected: ['always'] },
  ])('tells the parameters that $version knows', async ({ version, expected }) => {
    expect(namesOf(await catalogue.parameters(ann, 'postgresql', version))).toEqual(expected);
  });

  it.each(['12', '17.99', '1', ''])('does not know the version %j, and says which it knows', async (version) => {
    await expect(catalogue.parameters(ann, 'postgresql', version)).rejects.toMatchObject({
      code: 'malformed_request',
      fields: [
        { pointer: '?version', code: 'not_supported', rejected: version, allowed: expect.arrayContaining(['17.6']) },
      ],
    });
  });
});
