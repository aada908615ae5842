import type { Authored } from '../resources/shared/author.js';

/** A status with what the API has said in it of who wrote the object: that is not for loops to take away. */
export const withAuthors = <S extends object>(status: S, current: { readonly status?: Authored }): S => ({
  ...status,
  createdBy: current.status?.createdBy,
  changedBy: current.status?.changedBy,
});
