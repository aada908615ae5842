/** When a route goes, and what to use instead. */
export interface Deprecation {
  /** The day from which on clients should use something else: `2027-01-31`, in UTC. */
  readonly since: string;
  /** The day from which on it may be gone: at least six months later. */
  readonly sunset?: string;
  /** The page that tells what to do. */
  readonly documentation: string;
  /** The path of what takes its place, filled by the parameters of this one: `/api/v1/namespaces/:namespace/things`. */
  readonly successor?: string;
}

export interface DeprecationHeaders {
  /** RFC 9745. */
  readonly Deprecation: string;
  /** RFC 8594. */
  readonly Sunset?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LEAST_MONTHS = 6;

/** @throws Error for what clients could not rely on: a day that is none, or too little time. */
export function requireFair({ since, sunset, documentation }: Deprecation): void {
  const earliest = dayOf(since);
  earliest.setUTCMonth(earliest.getUTCMonth() + LEAST_MONTHS);
  if (sunset !== undefined && dayOf(sunset) < earliest) {
    throw new Error(`What is deprecated on ${since} may not go on ${sunset}: clients have ${LEAST_MONTHS} months.`);
  }
  if (!URL.canParse(documentation)) throw new Error(`"${documentation}" is no address of a page.`);
}

export function deprecationHeaders({ since, sunset }: Deprecation): DeprecationHeaders {
  return {
    Deprecation: `@${dayOf(since).getTime() / 1000}`,
    ...(sunset !== undefined && { Sunset: dayOf(sunset).toUTCString() }),
  };
}

/** Where to read on, as values of `Link`. */
export function deprecationLinks(
  { documentation, successor }: Deprecation,
  parameters: Readonly<Record<string, string>>,
): string[] {
  const links = [`<${documentation}>; rel="deprecation"; type="text/html"`];
  return successor === undefined ? links : [...links, `<${filled(successor, parameters)}>; rel="successor-version"`];
}

function filled(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:(\w+)/g, (_match, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`The route has no parameter "${name}" for its successor ${path}.`);
    return encodeURIComponent(value);
  });
}

function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!DAY.test(text) || Number.isNaN(day.getTime())) throw new Error(`"${text}" is no day, such as 2027-01-31.`);
  return day;
}
