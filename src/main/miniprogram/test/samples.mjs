// Answers as the service gives them.
import { readFileSync } from 'node:fs';
import yaml from 'js-yaml';

const document = yaml.load(readFileSync(new URL('../../../../openapi/openapi.yaml', import.meta.url), 'utf8'), { schema: yaml.JSON_SCHEMA });
const example = (path, method, status, type = 'application/json') =>
  Object.values(document.paths[path][method].responses[status].content[type].examples)[0].value;

export const letter = {
  item: { ...example('/api/v1/replies', 'get', '200').items[0], excerpt: [] },
  whole: example('/api/v1/replies/{code}', 'get', '200'),
};
export const received = example('/api/v1/replies/{code}/receipts', 'post', '201');
export const receiptCode = '3V8K2R7M0QXW5T9C1ZB4N6HDYJ';
export const invitation = {
  code: '7G4K2M9QXR',
  title: letter.whole.title,
  documentNumber: letter.whole.documentNumber,
  department: letter.whole.department,
  outcome: 'A',
  proposer: '林晓川',
  invitedAt: '2026-05-20T01:30:00Z',
  expiresAt: '2026-06-10T16:00:00Z',
  understanding: false,
  open: true,
  receipt: null,
};
export const invited = { rating: 'UNSATISFIED', attitude: null, opinion: '等公交太久', contact: null, opinionPublic: false, version: 1, receivedAt: '2026-05-28T08:20:31Z' };
export const problem = (status, name) => ({ type: `/problems/${name}`, title: name, status, detail: name });
