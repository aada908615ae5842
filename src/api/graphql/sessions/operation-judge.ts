import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { GraphQlSettings } from '../../../config/index.js';
import { KubeRuntime } from '../../../kube/kube-runtime.js';
import type { GraphQlContext } from '../../common/caller.js';
import type { DocumentRequest } from '../documents/document-request.js';
import { Documents } from '../documents/documents.js';
import { errorFormat, type ErrorFormat } from '../format-error.js';
import { PARSE_LIMITS, rulesFor } from '../limits/limits.js';
import { refuseManyObjects } from '../limits/max-objects.js';
import type { CallerSession } from './caller-session.js';

/** What a client sends of an operation, by whichever transport. */
export interface OperationRequest extends DocumentRequest {
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

export interface JudgedOperation {
  readonly operation: OperationDefinitionNode;
  readonly args: ExecutionArgs;
}

/** Judges the operations of a session, which do not pass by Apollo, as Apollo and its plugins judge those of HTTP. */
@Injectable()
export class OperationJudge {
  readonly #format: ErrorFormat;

  constructor(
    private readonly host: GraphQLSchemaHost,
    private readonly documents: Documents,
    private readonly settings: GraphQlSettings,
    { logger }: KubeRuntime,
  ) {
    this.#format = errorFormat(logger, settings);
  }

  /** Errors as a client is told them; `id` stands for the request. */
  readonly show = (errors: readonly GraphQLError[], id: string): GraphQLFormattedError[] =>
    errors.map((error) => this.#format(error, id));

  /**
   * What to carry out, or what is wrong with the document. What is to be carried out has been counted, as the operation
   * `id` of its session, and is until the session is told of its end.
   * @throws ProblemError for what is refused though it is valid: too much, too often, or not on the list.
   */
  judge(session: CallerSession, id: string, request: OperationRequest): JudgedOperation | readonly GraphQLError[] {
    const { schema } = this.host;
    const found = this.operationOf(request);
    if (!('operation' in found)) return found;
    const { operation, document } = found;
    const { operationName, variables } = request;
    refuseManyObjects(operation, { schema, document, variables });
    session.beginOperation(id, operation, document);
    const contextValue: GraphQlContext = { requester: session.requester };
    return { operation, args: { schema, document, operationName, variableValues: variables, contextValue } };
  }

  private operationOf(
    request: OperationRequest,
  ): { operation: OperationDefinitionNode; document: DocumentNode } | readonly GraphQLError[] {
    try {
      const named = this.documents.resolve(request);
      const document = parse(named.text, PARSE_LIMITS);
      const errors = validate(this.host.schema, document, [...specifiedRules, ...rulesFor(this.settings)]);
      if (errors.length > 0) return errors;
      const operation = getOperationAST(document, request.operationName);
      if (!operation) return [new GraphQLError('Say by `operationName` which operation of the document is meant.')];
      this.documents.remember(named);
      return { operation, document };
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }
}
