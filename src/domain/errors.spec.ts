import { PROBLEMS, reasonOf, type ProblemCode } from './errors.js';

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

describe('the table of problems', () => {
  it.each(CODES)('spells %s one way as a code and one way as a reason', (code) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(reasonOf(code)).toMatch(/^([A-Z][a-z]+)+$/);
  });

  it('says the reason as conditions carry it', () => {
    expect(reasonOf('monitoring_config_not_found')).toBe('MonitoringConfigNotFound');
  });

  it('spells no two codes alike as reasons', () => {
    expect(new Set(CODES.map(reasonOf)).size).toBe(CODES.length);
  });

  it.each(CODES)('answers %s with the status of an error', (code) => {
    expect(PROBLEMS[code].httpStatus).toBeGreaterThanOrEqual(400);
    expect(PROBLEMS[code].title).not.toMatch(/\.$/);
  });
});
