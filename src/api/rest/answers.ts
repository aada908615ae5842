import { HttpStatus } from '@nestjs/common';
import type { KubeObject } from '../../kube/meta/index.js';
import type { Caller } from '../../services/auth/caller.js';
import type { Page, PageQuery } from '../../services/reading/cached-list.js';
import type { IntentWrite } from '../../services/writing/intent-writer.js';
import type { WritePreconditions } from '../../services/writing/preconditions.js';
import { entityTagOf, matchesEntity, type Intended } from '../../services/writing/intent.js';
import { present } from '../common/present.js';
import { addressOf, headerOf, type Exchange } from './exchange.js';
import type { PageInfo } from './page.dto.js';
import { readFieldSelection } from './lists/field-selection.js';
import type { ListParameters, ServedList } from './lists/served-list.js';
import { answerPage } from './page.js';
import { WRITE_QUERY, type WriteQuery } from './parameters.js';
import { readQuery } from './query.js';

/** Of work that goes on after its answer. */
export const RETRY_AFTER_SECONDS = '5';

/** Whoever lists one kind. */
interface Listing<T, F> {
  list(caller: Caller, query: PageQuery & F): Promise<Page<T>>;
}

/**
 * A page of what the query asks for, in the namespace of the address where it names one; `fixed` is what the path says.
 * Nothing but 304 to a client that has it already.
 */
export async function answerList<T extends KubeObject & { spec: unknown }, F extends object>(
  reader: Listing<T, F>,
  { query: schema, item }: ServedList,
  exchange: Exchange,
  fixed: Partial<F> = {},
): Promise<{ items: T[]; page: PageInfo } | undefined> {
  const { limit, total, fields, ...wishes } = readQuery<ListParameters>(schema, exchange.request.query);
  const selection = fields && readFieldSelection(fields, item, '?fields');
  const { namespace } = addressOf(exchange);
  const query = { ...wishes, ...fixed, namespace, limit, withTotal: total } as unknown as PageQuery & F;
  return answerPage(await reader.list(exchange.caller, query), { limit, fields: selection }, exchange);
}

/** Nothing but 304 to a client that has it already. */
export function answerItem<T extends Intended>(object: T, exchange: Exchange): object | undefined {
  const { reply } = exchange;
  void reply.header('ETag', `"${entityTagOf(object)}"`);
  const known = headerOf(exchange, 'if-none-match');
  if (known === undefined || !matchesEntity(object, known)) return present(object);
  void reply.status(HttpStatus.NOT_MODIFIED);
  return undefined;
}

export type Conditions = WritePreconditions & WriteQuery;

/** What a write depends on, by its header and its query. */
export function conditionsOf(exchange: Exchange): Conditions {
  const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, exchange.request.query);
  return { dryRun, ifMatch: headerOf(exchange, 'if-match') };
}

/** What was written; a dry run says besides what it would change. */
export function answerWrite<T extends Intended>(
  { object, ...plan }: IntentWrite<T>,
  { dryRun }: Pick<Conditions, 'dryRun'>,
  { reply }: Exchange,
): object {
  if (dryRun) return { ...present((void reply.status(HttpStatus.OK), object)), plan };
  void reply.header('ETag', `"${entityTagOf(object)}"`);
  return present(object);
}

/** The same of what is new, with its address. */
export function answerCreation<T extends Intended>(
  write: IntentWrite<T>,
  pathOf: (metadata: T['metadata']) => string,
  conditions: Pick<Conditions, 'dryRun'>,
  exchange: Exchange,
): object {
  if (!conditions.dryRun) void exchange.reply.header('Location', pathOf(write.object.metadata));
  return answerWrite(write, conditions, exchange);
}

/** Where to look for what is not done yet, and when. */
export function accept(path: string, { reply }: Pick<Exchange, 'reply'>): void {
  void reply.status(HttpStatus.ACCEPTED).header('Location', path).header('Retry-After', RETRY_AFTER_SECONDS);
}

/** What is left of something deleted: nothing, or what is not done yet; in a dry run what would go. */
export function answerDeletion<T extends Intended>(
  left: T | undefined,
  pathOf: (metadata: T['metadata']) => string,
  dryRun: boolean,
  exchange: Exchange,
): object | undefined {
  if (!left) return undefined;
  if (dryRun) void exchange.reply.status(HttpStatus.OK);
  else accept(pathOf(left.metadata), exchange);
  return present(left);
}
