import type { OpenAPIObject } from '@nestjs/swagger';
import { attachExamples } from './attach-examples.js';
import { describeEvents, EVENTS } from './describe-events.js';
import { headersCalled, OWN_HEADERS, SHARED_HEADERS, type HeaderName } from './headers.js';
import type { Manifests } from './manifests.js';
import { operationsOf, type Headers, type Operation, type Response } from './open-api.js';
import { refusalOf } from './refusal.js';

/** Of who is known, and so counted. */
const COUNTED: readonly HeaderName[] = ['RateLimit-Policy', 'RateLimit'];

/** Adds to a document, in place, what is true of every route and would have to be repeated at each. */
export function completeDocument(document: OpenAPIObject, manifests: Manifests): OpenAPIObject {
  const components = (document.components ??= {});
  const refusals = (components.responses ??= {});
  components.headers = SHARED_HEADERS;
  components.schemas = { ...components.schemas, ...EVENTS.schemas };
  components.examples = { ...EVENTS.examples };
  for (const { operation } of operationsOf(document)) {
    entitle(operation);
    for (const [status, response] of responsesOf(operation)) {
      if (Number(status) < 400) completeAnswer(response, operation);
      else {
        refusals[`Problem${status}`] ??= refusalOf(Number(status), response);
        operation.responses[status] = { $ref: `#/components/responses/Problem${status}` };
      }
    }
    describeEvents(operation);
  }
  attachExamples(document, manifests);
  return document;
}

/** A route says in a sentence what it does; its title is what it is called. */
function entitle(operation: Operation): void {
  operation.description ??= operation.summary;
  const words = operation.operationId!.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  operation.summary = words.charAt(0).toUpperCase() + words.slice(1);
}

const responsesOf = ({ responses }: Operation): [string, Response][] => Object.entries(responses) as never;

function completeAnswer(response: Response, { security = [] }: Operation): void {
  response.description ||= 'As asked for.';
  const own = Object.entries(response.headers ?? {}).map(([name, header]) => [name, { ...defaultOf(name), ...header }]);
  const always = headersCalled('X-Request-Id', ...(security.length > 0 ? COUNTED : []));
  response.headers = { ...(Object.fromEntries(own) as Headers), ...always };
}

/** A route says what a header means there; what it looks like is said once. */
const defaultOf = (name: string): Headers[string] =>
  OWN_HEADERS[name] ?? (SHARED_HEADERS as Headers)[name] ?? { schema: { type: 'string' } };
