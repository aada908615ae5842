import { Test } from '@nestjs/testing';
import { ProviderRegistry } from './contract/index.js';
import { ProvidersModule } from './registry.js';

describe('the registry of providers', () => {
  it('collects by dependency injection what the modules of the engines contribute', async () => {
    const app = await Test.createTestingModule({ imports: [ProvidersModule] }).compile();
    const registry = app.get(ProviderRegistry);
    expect(registry.engines().length).toBeGreaterThan(1);
    expect(registry.engines().map((engine) => registry.find(engine)?.engine)).toEqual(registry.engines());
    expect(registry.find('oracle')).toBeUndefined();
    await app.close();
  });

  it('watches the kind that holds the data of every engine', async () => {
    const app = await Test.createTestingModule({ imports: [ProvidersModule] }).compile();
    for (const { upstream, watches } of app.get(ProviderRegistry).all()) {
      expect(watches.map(({ type }) => type)).toContain(upstream);
    }
    await app.close();
  });
});
