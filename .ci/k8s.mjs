// Renders every overlay of k8s/ and checks each manifest against the types and schemas of the Kubernetes API and of the
// Prometheus operator: TypeScript finds fields that don't exist, the schemas wrong values. CloudNativePG's own kinds have no
// such package: their fields must be among those of .ci/cnpg-fields.txt, which were read in its definitions; with
// CNPG_CRDS=DIRECTORY of those definitions the manifests are checked against them as well. What can't be checked is said.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import YAML from 'yaml';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const require = createRequire(import.meta.url);

const PACKAGES = {
  'v1': 'kubernetes-models', 'apps/v1': 'kubernetes-models', 'batch/v1': 'kubernetes-models',
  'policy/v1': 'kubernetes-models', 'networking.k8s.io/v1': 'kubernetes-models', 'autoscaling/v2': 'kubernetes-models',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
};
const OPERATORS = ['postgresql.cnpg.io/v1', 'barmancloud.cnpg.io/v1'];

function renderer() {
  const tries = [['kustomize', ['build']], ['kubectl', ['kustomize']]];
  for (const [command, verb] of tries) {
    try {
      const version = execFileSync(command, ['version', ...(command === 'kubectl' ? ['--client'] : [])], {stdio: ['ignore', 'pipe', 'ignore']}).toString();
      // what kubectl had before 5 doesn't know components, replacements and the like
      if (command === 'kustomize' || /Kustomize Version: v[5-9]/.test(version)) {
        return dir => execFileSync(command, [...verb, dir], {cwd: root, stdio: ['ignore', 'pipe', 'inherit']}).toString();
      }
    } catch { /* not on this machine */ }
  }
  return null;
}

function kustomizations(dir) {
  return readdirSync(dir, {withFileTypes: true}).flatMap(e =>
    e.isDirectory() ? kustomizations(join(dir, e.name)) : e.name === 'kustomization.yaml' ? [dir] : []);
}

function fields(value, path) {
  if (Array.isArray(value)) return value.flatMap(v => fields(v, path + '[]'));
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([k, v]) => fields(v, path + '.' + k));
  return [path];
}

// names chosen by us stand where these end
const FREE = /\.(metadata\.(labels|name|namespace)|spec\.postgresql\.parameters|spec\.pgbouncer\.parameters|parameters)(\..*|$)/;

const render = renderer();
if (!render) {
  console.log('neither kustomize nor kubectl with kustomize 5 is on this machine: k8s/ is NOT rendered and NOT validated');
  process.exit(0);
}
const failures = [];
const typed = [];
const imports = new Map();
const known = new Set(readFileSync(join(here, 'cnpg-fields.txt'), 'utf8').split('\n').filter(l => l && !l.startsWith('#')));
const crds = {};
if (process.env.CNPG_CRDS) {
  for (const file of readdirSync(process.env.CNPG_CRDS).filter(f => f.endsWith('.yaml'))) {
    const crd = YAML.parse(readFileSync(join(process.env.CNPG_CRDS, file), 'utf8'));
    for (const v of crd?.spec?.versions ?? []) crds[`${crd.spec.group}/${v.name} ${crd.spec.names.kind}`] = v.schema.openAPIV3Schema;
  }
}
const Ajv = require('ajv').default ?? require('ajv');
function closed(schema) {
  if (Array.isArray(schema)) schema.forEach(closed);
  else if (schema && typeof schema === 'object') {
    if (schema.type === 'object' && schema.properties && !schema['x-kubernetes-preserve-unknown-fields']) schema.additionalProperties ??= false;
    if (schema['x-kubernetes-int-or-string']) delete schema.type;
    Object.values(schema).forEach(closed);
  }
}

let count = 0;
for (const dir of kustomizations(join(root, 'k8s/overlays'))) {
  const where = relative(root, dir);
  for (const document of YAML.parseAllDocuments(render(where))) {
    document.errors.forEach(e => failures.push(`${where}: ${e.message}`));
    const manifest = document.toJS();
    const name = `${where}: ${manifest.kind} ${manifest.metadata?.name}`;
    count++;
    if (OPERATORS.includes(manifest.apiVersion)) {
      for (const field of fields(manifest, manifest.kind)) {
        if (!FREE.test(field) && !known.has(field)) failures.push(`${name}: ${field} is not among the fields of cnpg-fields.txt`);
      }
      const schema = crds[`${manifest.apiVersion} ${manifest.kind}`];
      if (schema) {
        closed(schema.properties.spec);
        const check = new Ajv({strict: false, allErrors: true, validateFormats: false}).compile(schema);
        if (!check(manifest)) check.errors.forEach(e => failures.push(`${name}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`));
      }
      continue;
    }
    const pack = PACKAGES[manifest.apiVersion];
    if (!pack) { failures.push(`${name}: nothing is known of ${manifest.apiVersion}`); continue; }
    const module = `${pack}/${manifest.apiVersion}`;
    const Model = (await import(`${module}/${manifest.kind}.js`).catch(() => import(`${module}/${manifest.kind}`)))[manifest.kind];
    try { new Model(manifest).validate(); } catch (e) { failures.push(`${name}: ${e.message}`); }
    imports.set(`${module}/${manifest.kind}`, manifest.kind);
    typed.push(`// ${name}\nconst m${typed.length}: I${manifest.kind} = ${JSON.stringify(manifest, null, 1)};`);
  }
}

// in this folder, so that its packages are found
const work = join(here, 'node_modules/.k8s');
rmSync(work, {recursive: true, force: true});
mkdirSync(work, {recursive: true});
writeFileSync(join(work, 'manifests.ts'),
  [...imports].map(([m, kind]) => `import type { I${kind} } from "${m}";`).join('\n') + '\n' + typed.join('\n') + '\nexport {};\n');
try {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022',
    '--module', 'esnext', '--moduleResolution', 'bundler', join(work, 'manifests.ts')], {stdio: ['ignore', 'pipe', 'pipe']});
} catch (e) {
  failures.push(e.stdout.toString());
}
if (process.argv.includes('--fields')) {
  const all = new Set();
  for (const dir of kustomizations(join(root, 'k8s/overlays')))
    for (const d of YAML.parseAllDocuments(render(relative(root, dir)))) {
      const m = d.toJS();
      if (OPERATORS.includes(m.apiVersion)) fields(m, m.kind).filter(f => !FREE.test(f)).forEach(f => all.add(f));
    }
  console.log([...all].sort().join('\n'));
  process.exit(0);
}
if (failures.length) {
  console.error(failures.join('\n'));
  process.exit(1);
}
console.log(`${count} manifests of k8s/ rendered and valid` +
  (process.env.CNPG_CRDS ? ', CloudNativePG\'s against its definitions' : '; CloudNativePG\'s have known fields, their values were not checked'));
