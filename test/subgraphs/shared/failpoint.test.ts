import { describe, expect, it } from 'vitest';
import { checkFailpoint } from '../../../subgraphs/shared/process/failpoint.ts';

describe('a failpoint', () => {
  it('is refused outside of tests, whatever its form', () => {
    for (const NODE_ENV of [undefined, 'production', 'development']) {
      expect(() => checkFailpoint({ FAILPOINT: 'submit:after_call', NODE_ENV })).toThrow(
        'FAILPOINT kills the process and is for tests; unset it, or set NODE_ENV=test.',
      );
    }
  });

  it('is refused in tests in a form that names no point', () => {
    for (const FAILPOINT of [
      'submit',
      'submit:now',
      'nothing:after_call',
      'submit:after_call:0',
      ' submit:after_call',
    ]) {
      expect(() => checkFailpoint({ FAILPOINT, NODE_ENV: 'test' })).toThrow(/^FAILPOINT must be <step>:<moment> /);
    }
  });

  it('is taken in tests, also for the n-th time, and left out everywhere', () => {
    for (const FAILPOINT of ['submit:after_call', 'vendor:before_call:12', '', undefined]) {
      expect(() => checkFailpoint({ FAILPOINT, NODE_ENV: 'test' })).not.toThrow();
    }
    expect(() => checkFailpoint({})).not.toThrow();
  });
});
