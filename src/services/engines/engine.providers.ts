import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { EngineAccess } from './engine-access.js';
import { EngineCatalogue } from './engine-catalogue.js';
import { EngineWatcher } from './engine-watcher.js';

const access = {
  provide: EngineAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): EngineAccess => new EngineAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const catalogue = {
  provide: EngineCatalogue,
  useFactory: ({ engines }: ClusterCaches, rights: EngineAccess): EngineCatalogue =>
    new EngineCatalogue(engines, rights),
  inject: [ClusterCaches, EngineAccess],
};

const watcher = {
  provide: EngineWatcher,
  useFactory: ({ engines }: ClusterCaches, rights: EngineAccess): EngineWatcher => new EngineWatcher(engines, rights),
  inject: [ClusterCaches, EngineAccess],
};

/** What the API calls. */
export const ENGINE_USE_CASES: FactoryProvider[] = [catalogue, watcher];
/** What only these use. */
export const ENGINE_PARTS: FactoryProvider[] = [access];
