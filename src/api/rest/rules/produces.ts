import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';

export { EVENT_STREAM } from '../../common/streams/event-stream.js';

export const PRODUCED = 'dbaas:produced';
export const JSON_TYPE = 'application/json';

/** The types that a route answers with; JSON where it says nothing. */
export function Produces(...types: string[]): MethodDecorator {
  return applyDecorators(SetMetadata(PRODUCED, types), ApiProduces(...types));
}
