import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import type { Exchange } from '../exchange.js';

/** What the address of one operation says. */
export function operationAt({ request }: Pick<Exchange, 'request'>): NamespacedKey {
  const { namespace, id } = request.params as { readonly namespace: string; readonly id: string };
  return { namespace, name: id };
}
