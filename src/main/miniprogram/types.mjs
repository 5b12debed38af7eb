// The types of the API operations that the mini-program calls, out of openapi/openapi.yaml: shapes only, so that a
// reworded description changes nothing here. `npm run types` writes app/api.d.ts; a test says when it is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import yaml from 'js-yaml';
import openapiTS, { astToString } from 'openapi-typescript';

const document = new URL('../../../openapi/openapi.yaml', import.meta.url);
export const written = new URL('app/api.d.ts', import.meta.url);

export const operations = [
  'GET /api/v1/replies',
  'GET /api/v1/replies/{code}',
  'POST /api/v1/replies/{code}/receipts',
  'GET /api/v1/invitation',
  'POST /api/v1/me/invitations',
  'GET /api/v1/me/replies',
  'GET /api/v1/wechat/templates',
  'POST /api/v1/me/subscriptions',
  'POST /api/v1/sessions/wechat',
  'POST /api/v1/sessions/refresh',
];

/** What of the document the given operations need. */
function reduced(whole) {
  const paths = {};
  for (const operation of operations) {
    const [method, path] = operation.split(' ');
    const described = whole.paths[path]?.[method.toLowerCase()];
    if (!described) throw new Error(`${operation} is not in the OpenAPI document`);
    const { operationId, parameters, requestBody, responses } = described;
    const good = Object.entries(responses).filter(([status]) => /^20\d$/.test(status));
    paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId, parameters, requestBody, responses: Object.fromEntries(good) } };
  }
  // a problem's other members are the desk's
  const problem = whole.components.schemas.Problem;
  const { type, title, status, detail, errors, reason } = problem.properties;
  const schemas = { ...whole.components.schemas, Problem: { ...problem, properties: { type, title, status, detail, errors, reason } } };
  const components = {};
  const wanted = references({ paths }).add('#/components/schemas/Problem');
  for (const reference of wanted) {
    const [, , kind, name] = reference.split('/');
    (components[kind] ??= {})[name] = kind === 'schemas' ? schemas[name] : whole.components[kind][name];
    references(components[kind][name]).forEach((more) => wanted.add(more));
  }
  for (const kind of Object.keys(components)) {
    components[kind] = Object.fromEntries(Object.entries(components[kind]).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return bare({ openapi: whole.openapi, info: { title: 'Fuhan', version: '1' }, paths, components });
}

function references(node, found = new Set()) {
  if (Array.isArray(node)) node.forEach((each) => references(each, found));
  else if (node && typeof node === 'object') {
    if (typeof node.$ref === 'string') found.add(node.$ref);
    Object.values(node).forEach((each) => references(each, found));
  }
  return found;
}

/** Without what only people read; inside `properties` the names are the document's own. */
function bare(node, names = false) {
  if (Array.isArray(node)) return node.map((each) => bare(each));
  if (!node || typeof node !== 'object') return node;
  const left = {};
  for (const [name, value] of Object.entries(node)) {
    if (!names && ['description', 'summary', 'example', 'examples', 'headers', 'pattern', 'format'].includes(name)) continue;
    left[name] = bare(value, !names && name === 'properties');
  }
  return left;
}

export async function types() {
  const ast = await openapiTS(reduced(yaml.load(readFileSync(document, 'utf8'))));
  return `// Made from openapi/openapi.yaml by \`npm run types\`.\n\n${astToString(ast)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
  writeFileSync(written, await types());
}
