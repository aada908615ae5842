import { messagesOf } from '../upstream.js';
import type { PerconaView } from '../view.js';

/** What the operator says of a definition that it will never carry out: it reads it again and again, and says the same. */
export function refusalOf({ dialect, upstream }: Pick<PerconaView, 'dialect' | 'upstream'>): string | undefined {
  if (upstream?.status?.state !== 'error') return undefined;
  return messagesOf(upstream).find((message) => dialect.refusals.some((refusal) => message.includes(refusal)));
}
