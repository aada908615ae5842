import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';

export const PRODUCED = 'dbaas:produced';
export const JSON_TYPE = 'application/json';
export const EVENT_STREAM = 'text/event-stream';

/** The types that a route answers with; JSON where it says nothing. */
export function Produces(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(PRODUCED, types), ApiProduces(...types));
}
