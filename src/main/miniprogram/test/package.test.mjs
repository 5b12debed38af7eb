import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { types, written } from '../types.mjs';

const app = fileURLToPath(new URL('../target/app/', import.meta.url));
const files = readdirSync(app, { recursive: true }).map(String).filter((file) => statSync(join(app, file)).isFile());

test('the main package is at most 500 KB', (context) => {
  const bytes = files.reduce((sum, file) => sum + statSync(join(app, file)).size, 0);
  context.diagnostic(`${bytes} bytes in ${files.length} files`);
  assert.ok(bytes <= 500_000, `${bytes} bytes`);
});

test('the API’s types are what openapi/openapi.yaml says: else npm run types', async () => {
  assert.equal(readFileSync(written, 'utf8'), await types());
});
