import { HttpStatus } from '@nestjs/common';
import { ProblemError, type FieldProblem } from '../../../domain/problem.js';
import type { Intended } from '../../../services/writing/intent.js';
import type { ObjectWrite, ObjectWriter } from '../../../services/writing/object-writer.js';
import { ACCEPT_PATCH, PATCH_TYPES, patchKindOf, type PatchKind } from '../../common/patch-types.js';
import { answerCreation, answerWrite, conditionsOf } from '../answers.js';
import { addressOf, headerOf, type Exchange } from '../exchange.js';
import { readQuery } from '../query.js';
import { PATCH_QUERY, type PatchQuery } from './patch-query.js';

/** How REST writes objects of one kind, and answers with them. */
export class ObjectWrites<T extends Intended> {
  constructor(
    private readonly writer: ObjectWriter<T>,
    private readonly pathOf: (metadata: T['metadata']) => string,
  ) {}

  /** 201 with its address, also when the same request came before. */
  async create(exchange: Exchange): Promise<object> {
    const { caller, request, reply } = exchange;
    const conditions = conditionsOf(exchange);
    const options = { ...conditions, idempotencyKey: headerOf(exchange, 'idempotency-key') };
    const { isReplay, ...write } = await this.writer.create(
      caller,
      addressOf(exchange).namespace,
      request.body,
      options,
    );
    if (isReplay) void reply.header('Idempotency-Replayed', 'true');
    return answerCreation(write, this.pathOf, conditions, exchange);
  }

  /** By the rules of the type of its body; 201 where it was applied and there was none. */
  async patch(exchange: Exchange): Promise<object> {
    const { isNew, ...write } = await this.patched(exchange);
    const conditions = readQuery<PatchQuery>(PATCH_QUERY, exchange.request.query);
    if (!isNew) return answerWrite(write, conditions, exchange);
    void exchange.reply.status(HttpStatus.CREATED);
    return answerCreation(write, this.pathOf, conditions, exchange);
  }

  async replace(exchange: Exchange): Promise<object> {
    const conditions = conditionsOf(exchange);
    const { caller, request } = exchange;
    const write = await this.writer.replace(caller, addressOf(exchange), request.body, conditions);
    return answerWrite(write, conditions, exchange);
  }

  private patched(exchange: Exchange): Promise<ObjectWrite<T>> {
    const { caller, request } = exchange;
    const { body } = request;
    const key = addressOf(exchange);
    const { dryRun, ...applier } = readQuery<PatchQuery>(PATCH_QUERY, request.query);
    const conditions = { dryRun, ifMatch: headerOf(exchange, 'if-match') };
    const kind = patchKindOf(headerOf(exchange, 'content-type'));
    if (kind === undefined) throw new ProblemError('unsupported_media_type', `PATCH reads ${ACCEPT_PATCH}.`);
    if (kind === 'apply')
      return this.writer.apply(caller, key, body, { ...conditions, ...applier, fieldManager: applier.fieldManager });
    refuseApplier(applier, kind);
    return kind === 'operations'
      ? this.writer.patchByOperations(caller, key, body, conditions)
      : this.writer.patch(caller, key, body, conditions);
  }
}

/** What is asked for and means nothing is told, not passed over. */
function refuseApplier({ fieldManager, force }: Omit<PatchQuery, 'dryRun'>, kind: PatchKind): void {
  const given = Object.entries({ fieldManager, force }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const message = `goes with ${PATCH_TYPES.apply}, not with ${PATCH_TYPES[kind]}`;
  const fields = given.map(([name]): FieldProblem => ({ pointer: `?${name}`, code: 'forbidden', message }));
  throw new ProblemError('malformed_request', fields.map(({ pointer }) => `${pointer} ${message}.`).join(' '), {
    fields,
  });
}
