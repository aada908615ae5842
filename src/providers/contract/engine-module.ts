import type { Type } from '@nestjs/common';
import type { Provider } from './provider.js';

/** The Nest module of one engine: whatever it imports, it exports exactly one provider, and says which. */
export interface EngineModule extends Type {
  readonly provider: Type<Provider>;
}
