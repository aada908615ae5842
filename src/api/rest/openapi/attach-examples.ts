import type { OpenAPIObject } from '@nestjs/swagger';
import { PATCH_TYPES } from '../../common/patch-types.js';
import { bodyExamples, type Examples } from './body-examples.js';
import { EVENT_STREAM } from '../rules/produces.js';
import type { Manifests } from './manifests.js';
import { operationsOf, type Content, type Operation, type Parameter, type Response } from './open-api.js';
import { exampleOfParameter } from './parameter-examples.js';
import { sampleOf, type Schemas } from './sample-of-schema.js';

/** Gives every body and every parameter an example: what a user would write, or what the fields say of themselves. */
export function attachExamples(document: OpenAPIObject, manifests: Manifests): void {
  const schemas = document.components!.schemas!;
  const known = bodyExamples(manifests);
  const shared = (document.components!.examples ??= {});
  const share = (schema: string, examples: Examples): Record<string, { $ref: string }> =>
    Object.fromEntries(
      Object.entries(examples).map(([name, value]) => {
        shared[`${schema}-${name}`] = { value };
        return [name, { $ref: `#/components/examples/${schema}-${name}` }];
      }),
    );
  for (const { path, operation } of operationsOf(document)) {
    for (const parameter of (operation.parameters ?? []) as Parameter[]) {
      parameter.example ??= exampleOfParameter(parameter, path);
    }
    for (const content of contentsOf(operation)) {
      exemplify(content, schemas, (schema) => known[schema] && share(schema, known[schema]));
    }
  }
}

const contentsOf = ({ requestBody, responses }: Operation): Content[] =>
  [requestBody, ...Object.values(responses)]
    .map((holder) => (holder as Response | undefined)?.content)
    .filter((content) => content !== undefined);

function exemplify(
  content: Content,
  schemas: Schemas,
  referTo: (schema: string) => Record<string, { $ref: string }> | undefined,
): void {
  for (const [type, media] of Object.entries(content)) {
    if (type === EVENT_STREAM || media.example !== undefined || media.examples || !media.schema) continue;
    const name = '$ref' in media.schema ? media.schema.$ref.split('/').at(-1)! : '';
    // What is applied says all that its manager wants: it looks like something new.
    const examples = referTo(type === PATCH_TYPES.apply ? name.replace('PatchBody', 'Body') : name);
    if (examples) media.examples = examples;
    else media.example = sampleOf(media.schema, schemas);
  }
}
