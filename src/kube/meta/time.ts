/** The moment as Kubernetes writes it: RFC 3339, UTC, whole seconds. */
export function formatTime(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
