const SECOND_MS = 1000;

/**
 * The first moment to which one can really go back. Kubernetes cuts off what is less than a second, so that a backup
 * which ended half a second past noon is said to have ended at noon: nobody gets back to noon with it.
 */
export function recoverableMoment(end: string): string {
  const ms = Date.parse(end);
  return Number.isNaN(ms) ? end : new Date(ms + SECOND_MS).toISOString().replace('.000Z', 'Z');
}
