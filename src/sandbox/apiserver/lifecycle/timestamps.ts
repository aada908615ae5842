/** metav1.Time: RFC 3339, seconds, UTC. */
export const toTimestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
