import type { FactoryProvider } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { Signer } from './signer.js';
import { audited, type AuditRules } from './audited.js';

type Made<P> = P extends { useFactory: (...parts: never[]) => infer T extends object } ? T : never;

/** An injectable whose use cases are written down as they are used. */
export function auditedProvider<P extends FactoryProvider<object>>(
  { useFactory, inject = [], ...provider }: P,
  resource: string,
  rules: AuditRules<Made<P>>,
): FactoryProvider {
  return {
    ...provider,
    inject: [AuditTrail, Signer, ...inject],
    useFactory: (trail: AuditTrail, signer: Signer, ...parts: unknown[]) =>
      audited(useFactory(...(parts as never[])) as Made<P>, { trail, signer, resource, rules }),
  };
}
