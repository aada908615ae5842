/** What a failure says of itself, gathered from the errors of three clients and of the network under them. */
export interface FailureFacts {
  /** Names and codes, outermost first. */
  readonly codes: readonly string[];
  readonly httpStatus?: number;
  /** Where no code tells: never shown to anybody, for it may quote the request. */
  readonly texts: readonly string[];
}

type Json = Record<string, unknown>;

const MAX_CAUSES = 8;
const CODE_MEMBERS = ['name', 'code', 'Code', 'errorCode', 'reason', 'error'];
const STATUS_MEMBERS = ['statusCode', 'status', 'httpStatusCode', 'code'];
const TEXT_MEMBERS = ['message', 'error_description', 'authenticationerrordetail', 'AuthenticationErrorDetail'];
/** Where clients hang what the server said, and what befell them on the way. */
const NESTED_MEMBERS = ['cause', '$metadata', 'details', 'response', 'data', 'parsedBody', 'error'];
const NESTED_LISTS = ['errors'];

export function factsOf(error: unknown): FailureFacts {
  const parts = partsOf(error);
  const read = (names: readonly string[]): unknown[] => parts.flatMap((part) => names.map((name) => part[name]));
  const statuses = read(STATUS_MEMBERS).filter(isErrorStatus);
  return {
    codes: read(CODE_MEMBERS).filter(isText),
    httpStatus: statuses[0],
    texts: read(TEXT_MEMBERS).filter(isText),
  };
}

/** The error and all that hangs on it, breadth first; bounded, for what hangs there may be a ring. */
function partsOf(error: unknown): Json[] {
  const parts: Json[] = [];
  const seen = new Set<unknown>();
  let level = [error];
  for (let depth = 0; depth < MAX_CAUSES && level.length > 0; depth++) {
    const found = level.filter((value) => isObject(value) && !seen.has(value)) as Json[];
    for (const part of found) seen.add(part);
    parts.push(...found);
    level = found.flatMap(nestedIn);
  }
  return parts;
}

function nestedIn(part: Json): unknown[] {
  const lists = NESTED_LISTS.flatMap((name) => (Array.isArray(part[name]) ? (part[name] as unknown[]) : []));
  return [...NESTED_MEMBERS.map((name) => part[name]), ...lists];
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isErrorStatus = (value: unknown): value is number => typeof value === 'number' && value >= 300 && value < 600;
