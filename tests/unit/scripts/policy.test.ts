/** The content security policy of the pages. */
import { expect, test } from 'vitest';
import { inlineScriptHashes, policy, withPolicy } from '../../../scripts/policy.mjs';

// printf 'alert(1)' | openssl dgst -sha256 -binary | base64
const alertOne = 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';

test('inline scripts are allowed by their hash, once each; scripts with an address are not hashed', () => {
  const html = '<head><script src="/a.js" async=""></script></head><script>alert(1)</script><script id="x">alert(1)</script>';
  expect(inlineScriptHashes(html)).toEqual([alertOne]);
  expect(withPolicy(html)).toContain(`<head><meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval' '${alertOne}';`);
  expect(withPolicy(withPolicy(html))).toBe(withPolicy(html));
});

test('nothing is compiled from text, nothing comes from elsewhere', () => {
  expect(policy()).not.toContain(`'unsafe-eval'`);
  expect(policy()).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  expect(policy()).not.toMatch(/https?:|\*/);
  expect(() => withPolicy('<p>no head</p>')).toThrow();
});
